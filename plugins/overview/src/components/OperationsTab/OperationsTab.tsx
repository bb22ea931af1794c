import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { EmptyState } from '@flytower/cloud-react';
import { FailedDomains, useOperations } from '@flytower/cloud-react/operations';
import { CloudTable, useListState } from '@flytower/cloud-react/table';
import { overviewTranslationRef } from '../../translation';
import styles from '../overview.module.css';
import { TitledSection } from '../TitledSection';
import { RunningOperations } from './RunningOperations';
import { useOperationColumns } from './useOperationColumns';
import { useOperationFilters } from './useOperationFilters';

/** What runs, live, and everything that was ever done. */
export function OperationsTab() {
  const { t } = useTranslationRef(overviewTranslationRef);
  const list = useListState({
    sorts: ['createdAt', 'finishedAt'],
    filters: [
      'state',
      'kind',
      'requester',
      'targetType',
      'risk',
      'targetId',
      'entityRef',
    ],
    defaultOrder: 'desc',
  });
  const operations = useOperations(list.query);

  return (
    <div className={styles.stack}>
      <FailedDomains failed={operations.data?.failed} />
      <RunningOperations filters={list.filters} />
      <TitledSection title={t('operations.history')}>
        <CloudTable
          label={t('operations.history')}
          searchLabel={t('operations.search')}
          query={operations}
          list={list}
          columns={useOperationColumns()}
          filters={useOperationFilters(list.filters)}
          empty={
            <EmptyState
              title={t(
                operations.data?.failed.length
                  ? 'operations.restTitle'
                  : 'operations.emptyTitle',
              )}
              description={t('operations.empty')}
              action={
                <ButtonLink variant="secondary" href="/clusters">
                  {t('operations.clusters')}
                </ButtonLink>
              }
            />
          }
        />
      </TitledSection>
    </div>
  );
}
