import {
  AuthorizeResult,
  type PermissionCondition,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionFactory } from '@backstage/plugin-permission-node';
import {
  clusterResourceRef,
  clusterRules,
  functionResourceRef,
  functionRules,
  projectResourceRef,
  projectRules,
} from '@flytower/cloud-node/guard';

/** One kind of resource, and how conditions on it are written. */
interface Kind {
  pluginId: string;
  isOwner: Condition;
  isMember: Condition;
}

type Condition = (params: {
  claims: string[];
}) => PermissionCondition<string, { claims: string[] }>;

const kinds: Record<string, Kind | undefined> = {
  [projectResourceRef.resourceType]: {
    pluginId: projectResourceRef.pluginId,
    isOwner: createConditionFactory(projectRules.isOwner),
    isMember: createConditionFactory(projectRules.isMember),
  },
  [clusterResourceRef.resourceType]: {
    pluginId: clusterResourceRef.pluginId,
    isOwner: createConditionFactory(clusterRules.isOwner),
    isMember: createConditionFactory(clusterRules.isMember),
  },
  [functionResourceRef.resourceType]: {
    pluginId: functionResourceRef.pluginId,
    isOwner: createConditionFactory(functionRules.isOwner),
    isMember: createConditionFactory(functionRules.isMember),
  },
};

export const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
export const deny: PolicyDecision = { result: AuthorizeResult.DENY };

/** Allowed where one of the claims owns the resource, or has any role on it. What is none of ours is refused. */
export function allowWhere(
  rule: 'isOwner' | 'isMember',
  resourceType: string,
  claims: string[],
): PolicyDecision {
  const kind = kinds[resourceType];
  if (!kind) return deny;
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: kind.pluginId,
    resourceType,
    conditions: kind[rule]({ claims }),
  };
}

/**
 * Entities that are not the cloud's are for everybody who is signed in; those of the cloud for whom the doors would
 * show them to. The entity provider writes these readers on them.
 */
export function allowReadable(claims: string[]): PolicyDecision {
  const resourceType = 'catalog-entity';
  const hasReader = (value?: string) => ({
    rule: 'HAS_SPEC',
    resourceType,
    params: { key: 'readers', ...(value && { value }) },
  });
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'catalog',
    resourceType,
    conditions: {
      anyOf: [{ not: hasReader() }, ...claims.map(claim => hasReader(claim))],
    },
  };
}

/** Tasks of the scaffolder hold what somebody typed: they are their creator's. */
export function allowOwnTasks(userRef: string): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'scaffolder',
    resourceType: 'scaffolder-task',
    conditions: {
      rule: 'IS_TASK_OWNER',
      resourceType: 'scaffolder-task',
      params: { createdBy: [userRef] },
    },
  };
}
