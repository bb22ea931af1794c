import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  AsyncContent,
  Facts,
  FreshnessNote,
  Panel,
  StatusLine,
} from '@flytower/cloud-react';
import { clustersTranslationRef } from '../../translation';
import { useCluster, useClusterId } from '../../useCluster';
import { ClusterLink } from '../ClusterParts/ClusterLink';
import styles from '../ClusterParts/ClusterParts.module.css';
import { ClusterStateBadge } from '../ClusterParts/ClusterStateBadge';
import { ClusterVersion } from '../ClusterParts/ClusterVersion';
import { NodeCount } from '../ClusterParts/NodeCount';

/** How the cluster of an entity is doing, at a glance. */
export function ClusterCard() {
  const { t } = useTranslationRef(clustersTranslationRef);
  const cluster = useCluster(useClusterId());
  return (
    <Panel
      title={t('cluster.title')}
      aside={
        cluster.data && <FreshnessNote freshness={cluster.data.freshness} />
      }
    >
      <AsyncContent query={cluster}>
        {answer => (
          <>
            <StatusLine badge={<ClusterStateBadge cluster={answer} />}>
              {answer.message ?? t(`stateMeans.${answer.state}`)}
            </StatusLine>
            <Facts
              items={[
                {
                  label: t('column.version'),
                  value: <ClusterVersion cluster={answer} />,
                },
                {
                  label: t('column.nodes'),
                  value: <NodeCount nodes={answer.nodes} />,
                },
                { label: t('column.region'), value: answer.region },
              ]}
            />
            <div className={styles.links}>
              <ClusterLink cluster={answer}>{t('cluster.more')}</ClusterLink>
            </div>
          </>
        )}
      </AsyncContent>
    </Panel>
  );
}
