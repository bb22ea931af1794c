import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterNode } from '@flytower/cloud-common/clusters';
import {
  EmptyState,
  Panel,
  RelativeTime,
  StatusBadge,
} from '@flytower/cloud-react';
import { CellNote, SmallTable } from '@flytower/cloud-react/table';
import { clustersTranslationRef } from '../../translation';
import { nodeTones } from '../../tones';

/** The nodes of a cluster, those in trouble with their reason. */
export function NodesPanel(props: { nodes: readonly ClusterNode[] }) {
  const { t } = useTranslationRef(clustersTranslationRef);
  return (
    <Panel title={t('nodes.title')}>
      {props.nodes.length === 0 ? (
        <EmptyState
          title={t('nodes.empty')}
          description={t('nodes.emptyNext')}
        />
      ) : (
        <SmallTable
          label={t('nodes.title')}
          rows={props.nodes}
          idOf={node => node.name}
          columns={[
            {
              id: 'name',
              label: t('nodes.name'),
              cell: node => node.name,
            },
            {
              id: 'state',
              label: t('column.state'),
              cell: node => (
                <>
                  <StatusBadge
                    tone={nodeTones[node.state]}
                    label={t(`nodeState.${node.state}`)}
                  />
                  {node.message && <CellNote>{node.message}</CellNote>}
                </>
              ),
            },
            {
              id: 'roles',
              label: t('nodes.roles'),
              cell: node =>
                node.roles.map(role => t(`role.${role}`)).join(', '),
            },
            { id: 'pool', label: t('nodes.pool'), cell: node => node.pool },
            {
              id: 'version',
              label: t('nodes.version'),
              cell: node => node.version ?? '–',
            },
            {
              id: 'address',
              label: t('nodes.address'),
              cell: node => node.address ?? '–',
            },
            {
              id: 'age',
              label: t('nodes.age'),
              cell: node => <RelativeTime time={node.createdAt} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}
