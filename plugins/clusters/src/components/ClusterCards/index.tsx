import { CloudQueryProvider } from '@flytower/cloud-react/live';
import type { ComponentType } from 'react';
import { ClusterCard } from './ClusterCard';
import { ClusterContent } from './ClusterContent';
import { ProjectClusters } from './ProjectClusters';

const withQueries = (Part: ComponentType) => (
  <CloudQueryProvider>
    <Part />
  </CloudQueryProvider>
);

/** What the catalog shows of clusters, as its entity pages mount it. */
export const clusterParts = {
  card: () => withQueries(ClusterCard),
  content: () => withQueries(ClusterContent),
  ofProject: () => withQueries(ProjectClusters),
};

export { ClusterCard, ClusterContent, ProjectClusters };
