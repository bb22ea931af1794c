import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterAnswer } from '@flytower/cloud-common/clusters';
import { ConditionList, Panel } from '@flytower/cloud-react';
import { EntityOperations } from '@flytower/cloud-react/operations';
import { clustersTranslationRef } from '../../translation';
import { AboutPanel } from './AboutPanel';
import { AddonsPanel } from './AddonsPanel';
import { CapacityPanel } from './CapacityPanel';
import styles from './ClusterParts.module.css';
import { NodesPanel } from './NodesPanel';
import { PoolsPanel } from './PoolsPanel';
import { ProgressPanel } from './ProgressPanel';

/** Everything about one cluster, the same on its page and in the catalog. */
export function ClusterView(props: { cluster: ClusterAnswer }) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const { cluster } = props;
  const isNew = cluster.state === 'provisioning';
  return (
    <div className={styles.view}>
      <AboutPanel cluster={cluster} />
      <EntityOperations
        target={{
          type: 'cluster',
          id: cluster.id,
          title: cluster.displayName,
        }}
        entityRef={cluster.entityRef}
        allowed={cluster.allowedOperations}
      />
      <div className={styles.columns}>
        {isNew ? (
          <ProgressPanel cluster={cluster} />
        ) : (
          <CapacityPanel capacity={cluster.capacity} />
        )}
        <PoolsPanel pools={cluster.pools} />
      </div>
      <AddonsPanel cluster={cluster} />
      <NodesPanel nodes={cluster.nodeList} />
      <Panel title={t('conditions.title')}>
        <ConditionList conditions={cluster.conditions} />
      </Panel>
    </div>
  );
}
