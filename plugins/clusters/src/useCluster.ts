import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { cloudAnnotations, cloudTopics } from '@flytower/cloud-common';
import { clustersApiRef } from '@flytower/cloud-react/api';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import { useQuery } from '@tanstack/react-query';
import { clusterQueries } from './queries';

/** A cluster that stays true while somebody looks at it. */
export function useCluster(id: string) {
  useSignalInvalidation(cloudTopics.clusters, clusterQueries.all());
  return useQuery(clusterQueries.detail(useApi(clustersApiRef), id));
}

/** Id of the cluster that the entity page is about. */
export function useClusterId(): string {
  const { entity } = useEntity();
  return entity.metadata.annotations?.[cloudAnnotations.clusterId] ?? '';
}
