import type { Freshness, Page } from '@flytower/cloud-common';
import { clusterStates, type Cluster } from '@flytower/cloud-common/clusters';
import { pageItems, type ListRules } from '@flytower/cloud-node/lists';
import type { ClusterQueryParsed } from './ClustersService';

const rules: ListRules<Cluster> = {
  facets: {
    owner: cluster => cluster.owner,
    state: cluster => cluster.state,
    version: cluster => cluster.version,
    region: cluster => cluster.region,
    environment: cluster => cluster.environment,
    tag: cluster => cluster.tags,
    source: cluster => cluster.source,
  },
  filters: {
    projectId: cluster => cluster.projectId,
    reader: cluster => [...cluster.owners, ...cluster.readers],
  },
  search: cluster => [
    cluster.displayName,
    cluster.name,
    cluster.description,
    cluster.projectName,
    cluster.owner,
    cluster.rancherId,
  ],
  sort: {
    name: cluster => cluster.displayName,
    owner: cluster => cluster.owner,
    // worst first
    state: cluster => clusterStates.indexOf(cluster.state),
    version: cluster => cluster.version,
    nodes: cluster => cluster.nodes.total,
    createdAt: cluster => cluster.createdAt,
  },
  idOf: cluster => cluster.id,
};

/** One page of clusters, filtered, searched and ordered. */
export function listClusters(
  clusters: Cluster[],
  query: ClusterQueryParsed,
  freshness: Freshness[],
): Page<Cluster> {
  return pageItems(clusters, query, rules, freshness);
}
