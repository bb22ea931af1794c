import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { ClusterAnswer } from '@flytower/cloud-common/clusters';
import {
  EntityLink,
  Facts,
  FreshnessNote,
  Panel,
  RelativeTime,
  StatusLine,
} from '@flytower/cloud-react';
import { clustersTranslationRef } from '../../translation';
import styles from './ClusterParts.module.css';
import { ClusterStateBadge } from './ClusterStateBadge';
import { ClusterVersion } from './ClusterVersion';
import { NodeCount } from './NodeCount';

/** How the cluster is doing, in a sentence, and what it is. */
export function AboutPanel(props: { cluster: ClusterAnswer }) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const { cluster } = props;
  return (
    <Panel
      title={t('cluster.title')}
      aside={<FreshnessNote freshness={cluster.freshness} />}
    >
      <StatusLine badge={<ClusterStateBadge cluster={cluster} />}>
        {cluster.message ?? t(`stateMeans.${cluster.state}`)}
      </StatusLine>
      <Facts
        items={[
          {
            label: t('column.owner'),
            value: <EntityLink entityRef={cluster.owner} />,
          },
          {
            label: t('column.project'),
            value: cluster.projectRef ? (
              <EntityLink
                entityRef={cluster.projectRef}
                title={cluster.projectName}
              />
            ) : (
              cluster.projectName
            ),
          },
          {
            label: t('column.version'),
            value: <ClusterVersion cluster={cluster} />,
          },
          {
            label: t('column.nodes'),
            value: <NodeCount nodes={cluster.nodes} />,
          },
          { label: t('column.region'), value: cluster.region },
          { label: t('column.environment'), value: cluster.environment },
          { label: t('fact.distribution'), value: cluster.distribution },
          { label: t('fact.rancherId'), value: cluster.rancherId },
          {
            label: t('column.created'),
            value: cluster.createdAt && (
              <RelativeTime time={cluster.createdAt} />
            ),
          },
        ]}
      />
      {cluster.links.length > 0 && (
        <div className={styles.links}>
          {cluster.links.map(({ title, url }) => (
            <Link key={url} href={url} target="_blank" rel="noreferrer">
              {title}
            </Link>
          ))}
        </div>
      )}
    </Panel>
  );
}
