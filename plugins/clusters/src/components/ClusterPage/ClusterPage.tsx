import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { AsyncContent, CloudPage } from '@flytower/cloud-react';
import { clusterRouteRef, clustersRouteRef } from '../../routes';
import { clustersTranslationRef } from '../../translation';
import { useCluster } from '../../useCluster';
import { ClusterView } from '../ClusterParts/ClusterView';

/** One cluster: how it is doing, what it runs, and what can be done with it. */
export function ClusterPage() {
  const { t } = useTranslationRef(clustersTranslationRef);
  const { id } = useRouteRefParams(clusterRouteRef);
  const cluster = useCluster(id);
  const back = useRouteRef(clustersRouteRef)?.();
  const { data } = cluster;

  return (
    <CloudPage
      title={data?.displayName ?? id}
      description={data?.description}
      entityRef={data?.entityRef}
      back={{ href: back, label: t('cluster.back') }}
    >
      <AsyncContent query={cluster}>
        {answer => <ClusterView cluster={answer} />}
      </AsyncContent>
    </CloudPage>
  );
}
