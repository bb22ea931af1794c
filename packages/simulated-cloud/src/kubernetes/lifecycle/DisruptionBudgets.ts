import { isEqual } from 'lodash';
import { bucketOf } from '../resources/ResourceType';
import type { Store } from '../storage/Store';
import { type JsonObject, type KubeObject, isObject } from '../types';

const budgets = { group: 'policy', plural: 'poddisruptionbudgets' };
const pods = { group: '', plural: 'pods' };
const replicaSets = { group: 'apps', plural: 'replicasets' };
const watched = new Set([pods, budgets, replicaSets].map(bucketOf));

/** Keeps the figures of pod disruption budgets, as the controller of that name does. */
export class DisruptionBudgets {
  constructor(private readonly store: Store) {}

  /** Follows all changes from now on. */
  start(): void {
    this.store.subscribe(({ bucket, type, object }) => {
      if (!watched.has(bucket)) return;
      if (object.kind === 'PodDisruptionBudget' && type === 'DELETED') return;
      for (const budget of this.store.list(budgets, object.metadata.namespace))
        this.count(budget);
    });
  }

  private count(budget: KubeObject) {
    const { namespace, generation = 1 } = budget.metadata;
    const spec = isObject(budget.spec) ? budget.spec : {};
    const matching = this.store
      .list(pods, namespace)
      .filter(pod => selects(spec.selector, pod.metadata.labels));
    const wanted = this.store
      .list(replicaSets, namespace)
      .filter(set => selects(spec.selector, templateLabels(set)))
      .reduce((sum, set) => sum + Number(specOf(set).replicas ?? 0), 0);
    const expectedPods = Math.max(matching.length, wanted);
    const currentHealthy = matching.filter(isHealthy).length;
    const desiredHealthy = desired(spec, expectedPods);
    const status = {
      observedGeneration: generation,
      disruptionsAllowed: Math.max(0, currentHealthy - desiredHealthy),
      currentHealthy,
      desiredHealthy,
      expectedPods,
    };
    if (isEqual(budget.status, status)) return;
    this.store.put(budgets, { ...budget, status });
  }
}

/** The budgets that a pod is under. */
export function budgetsOf(store: Store, pod: KubeObject): KubeObject[] {
  return store
    .list(budgets, pod.metadata.namespace)
    .filter(budget => selects(specOf(budget).selector, pod.metadata.labels));
}

function desired(spec: JsonObject, expected: number): number {
  const share = (value: unknown) =>
    typeof value === 'string' && value.endsWith('%')
      ? Math.ceil((parseFloat(value) / 100) * expected)
      : Number(value);
  return spec.maxUnavailable === undefined
    ? share(spec.minAvailable ?? 1)
    : Math.max(0, expected - share(spec.maxUnavailable));
}

function isHealthy(pod: KubeObject): boolean {
  if (pod.metadata.deletionTimestamp) return false;
  const { conditions } = isObject(pod.status) ? pod.status : {};
  return (
    Array.isArray(conditions) &&
    conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
  );
}

function selects(
  selector: unknown,
  labels: Record<string, string> = {},
): boolean {
  if (!isObject(selector)) return false;
  const { matchLabels, matchExpressions } = selector;
  return (
    Object.entries(isObject(matchLabels) ? matchLabels : {}).every(
      ([key, value]) => labels[key] === value,
    ) &&
    (Array.isArray(matchExpressions) ? matchExpressions : []).every(one =>
      fits(one, labels),
    )
  );
}

interface Requirement {
  key: string;
  operator: string;
  values?: string[];
}

function fits(
  { key, operator, values = [] }: Requirement,
  labels: Record<string, string>,
): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}

function specOf(object: KubeObject): JsonObject {
  return isObject(object.spec) ? object.spec : {};
}

function templateLabels(set: KubeObject) {
  const { template } = specOf(set);
  const metadata = isObject(template) ? template.metadata : undefined;
  return isObject(metadata)
    ? (metadata.labels as Record<string, string> | undefined)
    : undefined;
}
