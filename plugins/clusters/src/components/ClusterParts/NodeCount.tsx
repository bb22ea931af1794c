import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Cluster } from '@flytower/cloud-common/clusters';
import { clustersTranslationRef } from '../../translation';
import styles from './ClusterParts.module.css';

/** Ready and all nodes; it stands out when they differ. */
export function NodeCount(props: { nodes: Cluster['nodes'] }) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const { ready, total } = props.nodes;
  const sentence = t('nodesReady', {
    ready: String(ready),
    total: String(total),
  });
  return (
    <span
      className={styles.count}
      data-short={ready < total || undefined}
      title={sentence}
      aria-label={sentence}
      role="img"
    >
      {ready}/{total}
    </span>
  );
}
