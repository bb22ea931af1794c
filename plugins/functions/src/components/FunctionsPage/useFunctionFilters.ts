import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  functionStates,
  type FunctionState,
} from '@flytower/cloud-common/functions';
import { shortRef } from '@flytower/cloud-react/format';
import type { ListFilter } from '@flytower/cloud-react/table';
import { functionsTranslationRef } from '../../translation';

type Filter = 'state' | 'owner' | 'environment' | 'runtime' | 'source';
const all: Filter[] = ['state', 'owner', 'environment', 'runtime', 'source'];

function isState(value: string): value is FunctionState {
  return functionStates.some(state => state === value);
}

/** Filters of a table of functions, all of them if not told which. */
export function useFunctionFilters<F extends Filter = Filter>(
  wanted: readonly F[] = all as F[],
): ListFilter<F>[] {
  const { t } = useTranslationRef(functionsTranslationRef);
  const filters: ListFilter<Filter>[] = [
    {
      id: 'state',
      label: t('column.state'),
      show: value => (isState(value) ? t(`state.${value}`) : value),
    },
    { id: 'owner', label: t('column.owner'), show: shortRef },
    { id: 'environment', label: t('column.environment') },
    { id: 'runtime', label: t('column.runtime') },
    { id: 'source', label: t('column.source') },
  ];
  return wanted.flatMap(id => {
    const filter = filters.find(one => one.id === id);
    return filter ? { ...filter, id } : [];
  });
}
