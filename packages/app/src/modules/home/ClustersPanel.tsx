import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { cloudTopics } from '@flytower/cloud-common';
import { EmptyState, StatusBadge } from '@flytower/cloud-react';
import { clustersApiRef } from '@flytower/cloud-react/api';
import { clusterTones } from '@flytower/cloud-react/format';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import { useQuery } from '@tanstack/react-query';
import { appTranslationRef } from '../../translation';
import { homeQueries, movingClusters, rows, troubledClusters } from './queries';
import { SummaryPanel } from './SummaryPanel';
import { SummaryRow } from './SummaryRow';

export function ClustersPanel({ reader }: { reader: string[] }) {
  const { t } = useTranslationRef(appTranslationRef);
  const api = useApi(clustersApiRef);
  const clusters = useQuery(homeQueries.clusters(api, reader));
  const troubled = useQuery(
    homeQueries.clusters(api, reader, troubledClusters),
  );
  useSignalInvalidation(cloudTopics.clusters, ['clusters', 'home']);

  return (
    <SummaryPanel
      title={t('home.clusters.title')}
      href="/clusters"
      query={clusters}
      first={troubled.data?.items}
      troubled={troubledClusters}
      moving={movingClusters}
      limit={rows}
      empty={
        <EmptyState
          title={t('home.clusters.emptyTitle')}
          description={t('home.clusters.empty')}
          action={
            <ButtonLink href="/create/templates/default/cluster">
              {t('home.clusters.create')}
            </ButtonLink>
          }
        />
      }
      row={cluster => (
        <SummaryRow
          entityRef={cluster.entityRef}
          name={cluster.displayName}
          details={[
            cluster.environment,
            cluster.version,
            t('home.clusters.nodes', {
              ready: String(cluster.nodes.ready),
              total: String(cluster.nodes.total),
            }),
          ]}
          message={cluster.state === 'active' ? undefined : cluster.message}
          state={
            <StatusBadge
              tone={clusterTones[cluster.state]}
              label={t(`home.state.${cluster.state}`)}
            />
          }
        />
      )}
    />
  );
}
