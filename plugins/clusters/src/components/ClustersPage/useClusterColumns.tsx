import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Cluster } from '@flytower/cloud-common/clusters';
import { EntityLink } from '@flytower/cloud-react';
import { CellNote, type CloudColumn } from '@flytower/cloud-react/table';
import { useMemo } from 'react';
import { clustersTranslationRef } from '../../translation';
import { ClusterLink } from '../ClusterParts/ClusterLink';
import { ClusterStateBadge } from '../ClusterParts/ClusterStateBadge';
import { ClusterVersion } from '../ClusterParts/ClusterVersion';
import { NodeCount } from '../ClusterParts/NodeCount';

/** What a list of clusters can be sorted by. */
export type ClusterSort = 'name' | 'owner' | 'state' | 'version' | 'nodes';

/** Columns of every table of clusters. */
export function useClusterColumns(): CloudColumn<Cluster, ClusterSort>[] {
  const { t } = useTranslationRef(clustersTranslationRef);
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('column.name'),
        sort: 'name',
        cell: cluster => <ClusterLink cluster={cluster} />,
      },
      {
        id: 'state',
        label: t('column.state'),
        sort: 'state',
        cell: cluster => (
          <>
            <ClusterStateBadge cluster={cluster} />
            {cluster.state !== 'active' && cluster.message && (
              <CellNote>{cluster.message}</CellNote>
            )}
          </>
        ),
      },
      {
        id: 'owner',
        label: t('column.owner'),
        sort: 'owner',
        cell: cluster => <EntityLink entityRef={cluster.owner} />,
      },
      {
        id: 'project',
        label: t('column.project'),
        cell: cluster =>
          cluster.projectRef ? (
            <EntityLink
              entityRef={cluster.projectRef}
              title={cluster.projectName}
            />
          ) : (
            <Text color="secondary">{cluster.projectName ?? t('none')}</Text>
          ),
      },
      {
        id: 'version',
        label: t('column.version'),
        sort: 'version',
        cell: cluster => <ClusterVersion cluster={cluster} />,
      },
      {
        id: 'nodes',
        label: t('column.nodes'),
        sort: 'nodes',
        cell: cluster => <NodeCount nodes={cluster.nodes} />,
      },
      {
        id: 'region',
        label: t('column.region'),
        cell: cluster =>
          cluster.region ?? <Text color="secondary">{t('none')}</Text>,
      },
    ],
    [t],
  );
}
