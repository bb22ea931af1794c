import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Cluster } from '@flytower/cloud-common/clusters';
import { StatusBadge } from '@flytower/cloud-react';
import { clusterTones } from '@flytower/cloud-react/format';
import { clustersTranslationRef } from '../../translation';

/** How a cluster is doing, in icon, word and colour. */
export function ClusterStateBadge(props: {
  cluster: Pick<Cluster, 'state' | 'message'>;
}) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const { state, message } = props.cluster;
  return (
    <StatusBadge
      tone={clusterTones[state]}
      label={t(`state.${state}`)}
      title={message}
    />
  );
}
