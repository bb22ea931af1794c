import { AsyncContent } from '@flytower/cloud-react';
import { useCluster, useClusterId } from '../../useCluster';
import { ClusterView } from '../ClusterParts/ClusterView';

/** Everything about the cluster of an entity. */
export function ClusterContent() {
  return (
    <AsyncContent query={useCluster(useClusterId())}>
      {cluster => <ClusterView cluster={cluster} />}
    </AsyncContent>
  );
}
