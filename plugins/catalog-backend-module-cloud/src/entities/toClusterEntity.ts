import type { ResourceEntity } from '@backstage/catalog-model';
import { cloudAnnotations, cloudEntityTypes } from '@flytower/cloud-common';
import type { Cluster } from '@flytower/cloud-common/clusters';
import { defined, locationOf, nameOf, readersOf, unownedRef } from './parts';

/** A Rancher cluster as `Resource`. What is not named here does not reach the catalog. */
export function toClusterEntity(
  cluster: Cluster,
  baseUrl: string,
): ResourceEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: nameOf(cluster.entityRef),
      title: cluster.displayName,
      description: cluster.description || undefined,
      annotations: {
        ...locationOf('clusters', cluster.id),
        ...defined({
          [cloudAnnotations.clusterId]: cluster.id,
          [cloudAnnotations.projectId]: cluster.projectId,
          [cloudAnnotations.source]: cluster.source,
          [cloudAnnotations.regions]: cluster.region,
          [cloudAnnotations.environment]: cluster.environment,
        }),
      },
      links: [
        {
          url: `${baseUrl}/clusters/${encodeURIComponent(cluster.id)}`,
          title: 'Cluster page',
        },
      ],
    },
    spec: {
      type: cloudEntityTypes.cluster,
      owner: cluster.owner ?? unownedRef,
      ...readersOf(cluster),
      ...(cluster.projectRef && { system: cluster.projectRef }),
    },
  };
}
