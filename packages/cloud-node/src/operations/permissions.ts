import {
  createPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { Risk, TargetType } from '@flytower/cloud-common/operations';
import { RESOURCE_TYPE_CLOUD_CLUSTER } from '@flytower/cloud-common/clusters';
import { RESOURCE_TYPE_CLOUD_FUNCTION } from '@flytower/cloud-common/functions';
import { RESOURCE_TYPE_CLOUD_PROJECT } from '@flytower/cloud-common/projects';

/** What decides about a target: a server belongs to its project, and a source to nobody who owns projects. */
export const resourceTypeOf: Record<TargetType, string> = {
  project: RESOURCE_TYPE_CLOUD_PROJECT,
  server: RESOURCE_TYPE_CLOUD_PROJECT,
  source: RESOURCE_TYPE_CLOUD_PROJECT,
  cluster: RESOURCE_TYPE_CLOUD_CLUSTER,
  function: RESOURCE_TYPE_CLOUD_FUNCTION,
};

const actionOf = {
  read: 'read',
  change: 'update',
  disruptive: 'update',
  destructive: 'delete',
} as const;

/** `cloud.cluster.replace-node`, on clusters. */
export function operationPermission(spec: {
  id: string;
  target: TargetType;
  risk: Risk;
}): ResourcePermission {
  return createPermission({
    name: `cloud.${spec.target}.${spec.id}`,
    attributes: { action: actionOf[spec.risk] },
    resourceType: resourceTypeOf[spec.target],
  });
}

/** Agreeing to what somebody else asked for, per kind of target: `cloud.cluster.approve`. */
export function approvePermission(target: TargetType): ResourcePermission {
  return createPermission({
    name: `${resourceTypeOf[target].replace('-', '.')}.approve`,
    attributes: { action: 'update' },
    resourceType: resourceTypeOf[target],
  });
}
