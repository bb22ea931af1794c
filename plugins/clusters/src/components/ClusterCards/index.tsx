import { withCloudQueries } from '@flytower/cloud-react/live';
import { ClusterCard } from './ClusterCard';
import { ClusterContent } from './ClusterContent';
import { ProjectClusters } from './ProjectClusters';

/** What the catalog shows of clusters, as its entity pages mount it. */
export const clusterParts = {
  card: withCloudQueries(ClusterCard),
  content: withCloudQueries(ClusterContent),
  ofProject: withCloudQueries(ProjectClusters),
};

export { ClusterCard, ClusterContent, ProjectClusters };
