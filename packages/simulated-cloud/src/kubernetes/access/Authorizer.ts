import type { Store } from '../storage/Store';
import {
  type Caller,
  type JsonObject,
  type KubeObject,
  isObject,
} from '../types';

const group = 'rbac.authorization.k8s.io';

/** What somebody wants to do. */
export interface Attributes {
  verb: string;
  group: string;
  /** `pods`, or `pods/log`. */
  resource: string;
  namespace?: string;
  name?: string;
}

/** A rule of a role, read leniently. */
export interface PolicyRule {
  verbs: string[];
  apiGroups: string[];
  resources: string[];
  resourceNames: string[];
}

/** Decides by the roles and bindings that are stored in the cluster. */
export class Authorizer {
  constructor(private readonly store: Store) {}

  allows(caller: Caller, attributes: Attributes): boolean {
    if (caller.groups.includes('system:masters')) return true;
    return this.rulesOf(caller, attributes.namespace).some(rule =>
      matches(rule, attributes),
    );
  }

  /** All rules that hold for somebody, in the whole cluster and in one namespace. */
  rulesOf(caller: Caller, namespace?: string): PolicyRule[] {
    const everywhere = this.store.list({
      group,
      plural: 'clusterrolebindings',
    });
    const here = namespace
      ? this.store.list({ group, plural: 'rolebindings' }, namespace)
      : [];
    return [...everywhere, ...here]
      .filter(binding => isFor(binding, caller))
      .flatMap(binding => this.roleRules(binding));
  }

  private roleRules(binding: KubeObject): PolicyRule[] {
    const ref = isObject(binding.roleRef) ? binding.roleRef : {};
    const name = String(ref.name);
    const role =
      ref.kind === 'Role'
        ? this.store.get(
            { group, plural: 'roles' },
            binding.metadata.namespace,
            name,
          )
        : this.store.get({ group, plural: 'clusterroles' }, undefined, name);
    const rules = Array.isArray(role?.rules) ? role.rules : [];
    return rules.filter(isObject).map(toRule);
  }
}

function toRule(rule: JsonObject): PolicyRule {
  const texts = (field: string) => {
    const value = rule[field];
    return Array.isArray(value) ? value.map(String) : [];
  };
  return {
    verbs: texts('verbs'),
    apiGroups: texts('apiGroups'),
    resources: texts('resources'),
    resourceNames: texts('resourceNames'),
  };
}

function matches(rule: PolicyRule, wanted: Attributes): boolean {
  const has = (list: string[], value: string) =>
    list.includes('*') || list.includes(value);
  const [, subresource] = wanted.resource.split('/');
  return (
    has(rule.verbs, wanted.verb) &&
    has(rule.apiGroups, wanted.group) &&
    (has(rule.resources, wanted.resource) ||
      (subresource !== undefined &&
        rule.resources.includes(`*/${subresource}`))) &&
    (rule.resourceNames.length === 0 ||
      rule.resourceNames.includes(wanted.name ?? ''))
  );
}

function isFor(binding: KubeObject, caller: Caller): boolean {
  const subjects = Array.isArray(binding.subjects) ? binding.subjects : [];
  return subjects.filter(isObject).some(subject => {
    const name = String(subject.name);
    if (subject.kind === 'Group') return caller.groups.includes(name);
    if (subject.kind === 'User') return caller.username === name;
    return (
      caller.username === `system:serviceaccount:${subject.namespace}:${name}`
    );
  });
}
