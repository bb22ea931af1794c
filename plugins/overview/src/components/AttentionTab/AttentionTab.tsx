import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { AsyncContent, EmptyState, FreshnessNote } from '@flytower/cloud-react';
import { useMyRefs } from '@flytower/cloud-react/api';
import { FindingList, useFindings } from '@flytower/cloud-react/findings';
import { FailedDomains } from '@flytower/cloud-react/operations';
import {
  ListPages,
  ListToolbar,
  MineOrAll,
  useListState,
  useMineOrAll,
} from '@flytower/cloud-react/table';
import { overviewTranslationRef } from '../../translation';
import styles from '../overview.module.css';
import { useFindingFilters } from './useFindingFilters';

/** Findings of all domains: those that I own or may settle, or all that I may see; worst first, then oldest. */
export function AttentionTab() {
  const { t } = useTranslationRef(overviewTranslationRef);
  const scope = useMineOrAll();
  const mine = useMyRefs();
  const list = useListState({
    sorts: ['severity', 'openedAt', 'updatedAt'],
    filters: ['state', 'severity', 'kind', 'owner'],
  });
  const { query } = list;
  const findings = useFindings(
    {
      ...query,
      state: query.state ?? ['open'],
      ...(scope.value === 'mine' && {
        owner: mine.data ?? [],
        orSettleable: true,
      }),
    },
    { enabled: scope.isReady },
  );
  const isMine = scope.value === 'mine';
  const filters = useFindingFilters().filter(
    ({ id }) => !isMine || id !== 'owner',
  );

  // What was not asked may well need attention.
  const isWhole = findings.data?.failed.length === 0;
  const emptyTitle = isMine ? 'attention.mineTitle' : 'attention.allTitle';

  return (
    <div>
      <ListToolbar
        list={list}
        filters={filters}
        facets={findings.data?.facets ?? {}}
        searchLabel={t('attention.search')}
      >
        <MineOrAll scope={scope} />
      </ListToolbar>
      <div className={styles.stack}>
        <FailedDomains failed={findings.data?.failed} />
        <AsyncContent
          query={findings}
          isEmpty={({ items }) => items.length === 0}
          empty={
            <EmptyState
              title={t(isWhole ? emptyTitle : 'attention.restTitle')}
              description={t(isMine ? 'attention.mine' : 'attention.all')}
              action={
                isMine && (
                  <Button
                    variant="secondary"
                    onPress={() => scope.setValue('all')}
                  >
                    {t('attention.showAll')}
                  </Button>
                )
              }
            />
          }
        >
          {page => (
            <>
              <FreshnessNote freshness={page.freshness} />
              <FindingList findings={page.items} />
              <ListPages list={list} page={page} />
            </>
          )}
        </AsyncContent>
      </div>
    </div>
  );
}
