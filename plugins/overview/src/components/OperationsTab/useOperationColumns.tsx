import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import type { Operation } from '@flytower/cloud-common/operations';
import { EntityLink, RelativeTime } from '@flytower/cloud-react';
import { formatDuration } from '@flytower/cloud-react/format';
import {
  operationPath,
  OperationStateBadge,
  Requester,
} from '@flytower/cloud-react/operations';
import { CellNote, type CloudColumn } from '@flytower/cloud-react/table';
import { useMemo } from 'react';
import { overviewTranslationRef } from '../../translation';

type Sort = 'createdAt' | 'finishedAt';

/** Columns of the table of operations. */
export function useOperationColumns(): CloudColumn<Operation, Sort>[] {
  const { t } = useTranslationRef(overviewTranslationRef);
  return useMemo(
    () => [
      {
        id: 'title',
        label: t('operations.kind'),
        cell: ({ plugin, id, title }) => (
          <Link href={operationPath(plugin, id)}>{title}</Link>
        ),
      },
      {
        id: 'target',
        label: t('operations.target'),
        cell: ({ target }) =>
          target.entityRef ? (
            <EntityLink entityRef={target.entityRef} title={target.title} />
          ) : (
            target.title
          ),
      },
      {
        id: 'state',
        label: t('operations.state'),
        cell: ({ state }) => <OperationStateBadge state={state} />,
      },
      {
        id: 'requester',
        label: t('operations.requester'),
        cell: ({ requester }) => <Requester requester={requester} />,
      },
      {
        id: 'createdAt',
        label: t('operations.started'),
        sort: 'createdAt',
        cell: ({ createdAt }) => <RelativeTime time={createdAt} />,
      },
      {
        id: 'finishedAt',
        label: t('operations.ended'),
        sort: 'finishedAt',
        cell: operation => <Ended operation={operation} />,
      },
      {
        id: 'outcome',
        label: t('operations.outcome'),
        cell: ({ outcome, trouble, message }) => (
          <Text color="secondary">{outcome ?? trouble ?? message}</Text>
        ),
      },
    ],
    [t],
  );
}

function Ended({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(overviewTranslationRef);
  const { startedAt, finishedAt } = operation;
  if (!finishedAt) return <>–</>;
  return (
    <>
      <RelativeTime time={finishedAt} />
      {startedAt && (
        <CellNote>
          {t('operations.after', {
            time: formatDuration(
              Date.parse(finishedAt) - Date.parse(startedAt),
            ),
          })}
        </CellNote>
      )}
    </>
  );
}
