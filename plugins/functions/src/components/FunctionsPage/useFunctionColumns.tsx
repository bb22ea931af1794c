import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CloudFunction } from '@flytower/cloud-common/functions';
import { EntityLink, RelativeTime } from '@flytower/cloud-react';
import { CellNote, type CloudColumn } from '@flytower/cloud-react/table';
import { useMemo } from 'react';
import { functionsTranslationRef } from '../../translation';
import { FunctionLink } from '../FunctionParts/FunctionLink';
import { FunctionStateBadge } from '../FunctionParts/FunctionStateBadge';
import { ProjectLink } from '../FunctionParts/ProjectLink';

/** What a list of functions can be sorted by. */
export type FunctionSort = 'name' | 'owner' | 'state' | 'updatedAt';

/** Columns of every table of functions. */
export function useFunctionColumns(): CloudColumn<
  CloudFunction,
  FunctionSort
>[] {
  const { t } = useTranslationRef(functionsTranslationRef);
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('column.name'),
        sort: 'name',
        cell: fn => <FunctionLink fn={fn} />,
      },
      {
        id: 'state',
        label: t('column.state'),
        sort: 'state',
        cell: fn => (
          <>
            <FunctionStateBadge fn={fn} />
            {fn.state === 'failed' && fn.message && (
              <CellNote>{fn.message}</CellNote>
            )}
          </>
        ),
      },
      {
        id: 'owner',
        label: t('column.owner'),
        sort: 'owner',
        cell: fn => <EntityLink entityRef={fn.owner} />,
      },
      {
        id: 'project',
        label: t('column.project'),
        cell: fn => <ProjectLink fn={fn} />,
      },
      {
        id: 'invoke',
        label: t('column.invoke'),
        cell: fn => t(`invoke.${fn.invoke}`),
      },
      {
        id: 'source',
        label: t('column.source'),
        cell: fn => fn.source,
      },
      {
        id: 'updated',
        label: t('column.updated'),
        sort: 'updatedAt',
        cell: fn => <RelativeTime time={fn.updatedAt ?? fn.createdAt} />,
      },
    ],
    [t],
  );
}
