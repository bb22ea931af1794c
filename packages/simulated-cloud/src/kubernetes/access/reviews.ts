import type { Cluster } from '../Cluster';
import { badRequest } from '../status';
import { type Caller, type JsonObject, isObject } from '../types';
import type { Attributes } from './Authorizer';

/** Answers a review: the request with the answer as its status. */
export function review(
  cluster: Cluster,
  caller: Caller,
  plural: string,
  body: unknown,
): JsonObject {
  if (!isObject(body)) throw badRequest('a review is expected');
  const spec = isObject(body.spec) ? body.spec : {};
  const metadata = { creationTimestamp: null };
  return {
    ...body,
    metadata,
    spec,
    status: statusOf(cluster, caller, plural, spec),
  };
}

function statusOf(
  cluster: Cluster,
  caller: Caller,
  plural: string,
  spec: JsonObject,
): JsonObject {
  switch (plural) {
    case 'selfsubjectreviews':
      return {
        userInfo: {
          username: caller.username,
          uid: caller.uid,
          groups: caller.groups,
        },
      };
    case 'tokenreviews': {
      const found = cluster.tokens.verify(
        String(spec.token),
        cluster.clock.now(),
      );
      return found ? { authenticated: true, user: found } : {};
    }
    case 'selfsubjectrulesreviews':
      return {
        incomplete: false,
        nonResourceRules: [],
        resourceRules: caller.groups.includes('system:masters')
          ? [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }]
          : cluster.authorizer.rulesOf(caller, String(spec.namespace ?? '')),
      };
    case 'subjectaccessreviews':
      return decision(cluster, subjectOf(spec), spec);
    default:
      return decision(cluster, caller, spec);
  }
}

function decision(
  cluster: Cluster,
  caller: Caller,
  spec: JsonObject,
): JsonObject {
  if (!isObject(spec.resourceAttributes)) {
    return { allowed: caller.groups.includes('system:masters') };
  }
  return {
    allowed: cluster.authorizer.allows(caller, wanted(spec.resourceAttributes)),
  };
}

function wanted(given: JsonObject): Attributes {
  const text = (field: string) =>
    typeof given[field] === 'string' ? String(given[field]) : '';
  const sub = text('subresource');
  return {
    verb: text('verb'),
    group: text('group'),
    resource: sub ? `${text('resource')}/${sub}` : text('resource'),
    namespace: text('namespace') || undefined,
    name: text('name') || undefined,
  };
}

function subjectOf(spec: JsonObject): Caller {
  return {
    username: String(spec.user ?? ''),
    groups: Array.isArray(spec.groups) ? spec.groups.map(String) : [],
  };
}
