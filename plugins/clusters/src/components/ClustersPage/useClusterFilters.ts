import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  clusterStates,
  type ClusterState,
} from '@flytower/cloud-common/clusters';
import { shortRef } from '@flytower/cloud-react/format';
import type { ListFilter } from '@flytower/cloud-react/table';
import { clustersTranslationRef } from '../../translation';

type Filter = 'state' | 'version' | 'owner' | 'environment' | 'tag' | 'region';

function isState(value: string): value is ClusterState {
  return clusterStates.some(state => state === value);
}

const all: Filter[] = [
  'state',
  'version',
  'owner',
  'environment',
  'tag',
  'region',
];

/** Filters of a table of clusters, all of them if not told which. */
export function useClusterFilters<F extends Filter = Filter>(
  wanted: readonly F[] = all as F[],
): ListFilter<F>[] {
  const { t } = useTranslationRef(clustersTranslationRef);
  const filters: ListFilter<Filter>[] = [
    {
      id: 'state',
      label: t('column.state'),
      show: value => (isState(value) ? t(`state.${value}`) : value),
    },
    { id: 'version', label: t('column.version') },
    { id: 'owner', label: t('column.owner'), show: shortRef },
    { id: 'environment', label: t('column.environment') },
    { id: 'tag', label: t('column.tag') },
    { id: 'region', label: t('column.region') },
  ];
  return wanted.flatMap(id => {
    const filter = filters.find(one => one.id === id);
    return filter ? { ...filter, id } : [];
  });
}
