import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Cluster } from '@flytower/cloud-common/clusters';
import { Panel, QuotaBar } from '@flytower/cloud-react';
import { formatMiB } from '@flytower/cloud-react/format';
import { clustersTranslationRef } from '../../translation';
import styles from './ClusterParts.module.css';

const formatCores = (cores: number) => String(Number(cores.toFixed(1)));

/** How much of the cluster its workloads have asked for. */
export function CapacityPanel(props: { capacity: Cluster['capacity'] }) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const { capacity } = props;
  return (
    <Panel title={t('capacity.title')}>
      {capacity ? (
        <div className={styles.bars}>
          <QuotaBar
            label={t('capacity.cpu')}
            used={capacity.cpuRequested}
            limit={capacity.cpu}
            format={formatCores}
          />
          <QuotaBar
            label={t('capacity.memory')}
            used={capacity.memoryRequestedMiB}
            limit={capacity.memoryMiB}
            format={formatMiB}
          />
        </div>
      ) : (
        <Text as="p" color="secondary">
          {t('capacity.empty')}
        </Text>
      )}
    </Panel>
  );
}
