import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Cluster } from '@flytower/cloud-common/clusters';
import { Panel } from '@flytower/cloud-react';
import { SmallTable } from '@flytower/cloud-react/table';
import { clustersTranslationRef } from '../../translation';
import { NodeCount } from './NodeCount';

/** What kinds of machines the cluster has, and how many. */
export function PoolsPanel(props: { pools: Cluster['pools'] }) {
  const { t } = useTranslationRef(clustersTranslationRef);
  return (
    <Panel title={t('pools.title')}>
      {props.pools.length === 0 ? (
        <Text as="p" color="secondary">
          {t('pools.empty')}
        </Text>
      ) : (
        <SmallTable
          label={t('pools.title')}
          rows={props.pools}
          idOf={pool => pool.name}
          columns={[
            { id: 'name', label: t('pools.name'), cell: pool => pool.name },
            {
              id: 'roles',
              label: t('nodes.roles'),
              cell: pool =>
                pool.roles.map(role => t(`role.${role}`)).join(', '),
            },
            {
              id: 'flavor',
              label: t('pools.flavor'),
              cell: pool => pool.flavor ?? '–',
            },
            {
              id: 'ready',
              label: t('pools.ready'),
              cell: ({ ready, desired }) => (
                <NodeCount nodes={{ ready, total: desired }} />
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
