import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  operationStates,
  risks,
  targetTypes,
} from '@flytower/cloud-common/operations';
import { operationsTranslationRef } from '@flytower/cloud-react/words';
import { shortRef, toWords } from '@flytower/cloud-react/format';
import type { ListFilter } from '@flytower/cloud-react/table';
import { overviewTranslationRef } from '../../translation';

type Filter =
  | 'state'
  | 'kind'
  | 'requester'
  | 'targetType'
  | 'risk'
  | 'targetId'
  | 'entityRef';

/** What operations can be narrowed by. One target or entity comes from its page, and can only be let go. */
export function useOperationFilters(chosen: {
  [filter in Filter]: string[];
}): ListFilter<Filter>[] {
  const { t } = useTranslationRef(overviewTranslationRef);
  const { t: tShared } = useTranslationRef(operationsTranslationRef);
  const filters: ListFilter<Filter>[] = [
    {
      id: 'state',
      label: t('operations.state'),
      show: value => {
        const known = operationStates.find(state => state === value);
        return known ? tShared(`state.${known}`) : value;
      },
    },
    { id: 'kind', label: t('operations.kind'), show: toWords },
    { id: 'requester', label: t('operations.requester'), show: shortRef },
    {
      id: 'targetType',
      label: t('operations.targetType'),
      show: value => {
        const known = targetTypes.find(type => type === value);
        return known ? t(`operations.targets.${known}`) : value;
      },
    },
    {
      id: 'risk',
      label: t('operations.risk'),
      show: value => {
        const known = risks.find(risk => risk === value);
        return known ? tShared(`risk.${known}`) : value;
      },
    },
    { id: 'targetId', label: t('operations.target') },
    { id: 'entityRef', label: t('operations.entity'), show: shortRef },
  ];
  return filters.filter(
    ({ id }) =>
      (id !== 'targetId' && id !== 'entityRef') || chosen[id].length > 0,
  );
}
