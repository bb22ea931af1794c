import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  clusterStates,
  type ClusterState,
} from '@flytower/cloud-common/clusters';
import { shortRef } from '@flytower/cloud-react/format';
import type { ListFilter } from '@flytower/cloud-react/table';
import { clustersTranslationRef } from '../../translation';

type Filter = 'state' | 'version' | 'owner' | 'environment' | 'region';

function isState(value: string): value is ClusterState {
  return clusterStates.some(state => state === value);
}

/** Filters of the table of clusters. */
export function useClusterFilters(): ListFilter<Filter>[] {
  const { t } = useTranslationRef(clustersTranslationRef);
  return [
    {
      id: 'state',
      label: t('column.state'),
      show: value => (isState(value) ? t(`state.${value}`) : value),
    },
    { id: 'version', label: t('column.version') },
    { id: 'owner', label: t('column.owner'), show: shortRef },
    { id: 'environment', label: t('column.environment') },
    { id: 'region', label: t('column.region') },
  ];
}
