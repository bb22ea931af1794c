import type { Page } from '@flytower/cloud-common';
import {
  isSettled,
  type Cluster,
  type ClusterAnswer,
  type ClusterQuery,
  type ClustersApi,
} from '@flytower/cloud-common/clusters';
import { pollUntil, slow } from '@flytower/cloud-react/live';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

/** Nothing that is shown of the cluster is still on its way. */
function isQuiet(cluster: ClusterAnswer): boolean {
  return (
    isSettled(cluster) &&
    !cluster.addons.some(({ state }) =>
      ['installing', 'removing'].includes(state),
    )
  );
}

/** All that this plugin asks its door. */
export const clusterQueries = {
  all: () => ['clusters'] as const,

  list: (api: ClustersApi, query: ClusterQuery) =>
    queryOptions({
      queryKey: [...clusterQueries.all(), 'list', query],
      queryFn: ({ signal }) => api.listClusters(query, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: pollUntil<Page<Cluster>>(
        ({ items }) => items.every(isSettled),
        slow,
      ),
    }),

  detail: (api: ClustersApi, id: string) =>
    queryOptions({
      queryKey: [...clusterQueries.all(), 'detail', id],
      queryFn: ({ signal }) => api.getCluster(id, { signal }),
      refetchInterval: pollUntil<ClusterAnswer>(isQuiet, slow),
      enabled: id !== '',
    }),

  /** Versions and add-ons; they change when Rancher or the portal is changed. */
  choices: (api: ClustersApi) =>
    queryOptions({
      queryKey: [...clusterQueries.all(), 'choices'],
      queryFn: ({ signal }) => api.getChoices({ signal }),
      staleTime: 5 * 60_000,
    }),
};
