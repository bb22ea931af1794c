import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Cluster } from '@flytower/cloud-common/clusters';
import { RiArrowUpCircleLine, RiLoader4Line } from '@remixicon/react';
import { clustersTranslationRef } from '../../translation';
import styles from './ClusterParts.module.css';

/** The version a cluster runs, and where it is going or could go. */
export function ClusterVersion(props: {
  cluster: Pick<Cluster, 'version' | 'desiredVersion' | 'upgrade'>;
}) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const { version, desiredVersion, upgrade } = props.cluster;
  return (
    <span className={styles.stacked}>
      <span>{version ?? desiredVersion ?? '–'}</span>
      {version && desiredVersion && (
        <span className={styles.hint}>
          <RiLoader4Line size={14} aria-hidden="true" />
          {t('upgrade.under', { version: desiredVersion })}
        </span>
      )}
      {upgrade && !desiredVersion && (
        <span className={styles.hint} data-tone="info">
          <RiArrowUpCircleLine size={14} aria-hidden="true" />
          {t('upgrade.available', { version: upgrade })}
        </span>
      )}
    </span>
  );
}
