import type { z } from 'zod';
import type { newClusterSchema } from '@flytower/cloud-common/clusters';
import type { rancherManifests } from '@flytower/cloud-node/upstream/rancher';

/** A valid request for a cluster. */
export type ClusterRequest = z.output<typeof newClusterSchema>;

/** The cluster that is asked for, as pools of machines. */
export function toClusterPlan(
  input: ClusterRequest,
  by: { requester: string; operationId: string },
): rancherManifests.ClusterPlan {
  return {
    name: input.name,
    description: input.description,
    projectId: input.projectId,
    region: input.region,
    version: input.version,
    environment: input.environment,
    ...by,
    pools: [
      {
        name: 'control-plane',
        count: input.controlPlane.count,
        flavor: input.controlPlane.flavor,
        roles: ['control-plane', 'etcd'],
      },
      {
        name: 'workers',
        count: input.workers.count,
        flavor: input.workers.flavor,
        roles: ['worker'],
      },
    ],
  };
}
