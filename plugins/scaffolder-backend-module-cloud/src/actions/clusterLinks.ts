import type { Cluster } from '@flytower/cloud-common/clusters';

type Named = Pick<Cluster, 'id' | 'displayName' | 'entityRef'>;

/** Path of a cluster's page in the portal. */
export function clusterPath(id: string): string {
  return `/clusters/${encodeURIComponent(id)}`;
}

/** What every action on a cluster hands on. */
export function clusterOutputs(cluster: Named) {
  const url = clusterPath(cluster.id);
  return {
    id: cluster.id,
    entityRef: cluster.entityRef,
    url,
    links: [
      { title: `Cluster ${cluster.displayName}`, icon: 'cloud', url },
      {
        title: 'In the catalog',
        icon: 'catalog',
        entityRef: cluster.entityRef,
      },
    ],
  };
}
