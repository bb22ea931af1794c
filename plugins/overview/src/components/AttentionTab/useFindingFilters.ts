import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { operationsTranslationRef } from '@flytower/cloud-react/words';
import { shortRef, toWords } from '@flytower/cloud-react/format';
import type { ListFilter } from '@flytower/cloud-react/table';
import { overviewTranslationRef } from '../../translation';

type Filter = 'state' | 'severity' | 'kind' | 'owner';
const severities = ['critical', 'warning', 'info'] as const;

/** What findings can be narrowed by. */
export function useFindingFilters(): ListFilter<Filter>[] {
  const { t } = useTranslationRef(overviewTranslationRef);
  const { t: tOperations } = useTranslationRef(operationsTranslationRef);
  return [
    {
      id: 'state',
      label: t('attention.state'),
      show: state =>
        t(state === 'closed' ? 'attention.closed' : 'attention.open'),
    },
    {
      id: 'severity',
      label: t('attention.severity'),
      show: value => {
        const known = severities.find(severity => severity === value);
        return known ? tOperations(`severity.${known}`) : value;
      },
    },
    { id: 'kind', label: t('attention.kind'), show: toWords },
    { id: 'owner', label: t('attention.owner'), show: shortRef },
  ];
}
