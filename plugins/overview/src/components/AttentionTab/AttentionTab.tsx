import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { AsyncContent, FreshnessNote } from '@flytower/cloud-react';
import { useMyRefs } from '@flytower/cloud-react/api';
import { FindingList, useFindings } from '@flytower/cloud-react/findings';
import { FailedDomains } from '@flytower/cloud-react/operations';
import {
  EmptyScope,
  ListPages,
  ListToolbar,
  MineOrAll,
  NoMatch,
  useLastPage,
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
    filters: ['state', 'severity', 'kind', 'owner', 'subjectId', 'entityRef'],
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
  useLastPage(list, findings.data);
  const isMine = scope.value === 'mine';
  const filters = useFindingFilters().filter(
    ({ id }) => !isMine || id !== 'owner',
  );

  // What was not asked may well need attention.
  const isWhole = findings.data?.failed.length === 0;
  const rest = 'attention.restTitle';

  return (
    <div>
      <ListToolbar
        list={list}
        filters={filters}
        facets={findings.data?.facets ?? {}}
        searchLabel={t('attention.search')}
      >
        <MineOrAll scope={scope} mine={t('attention.scope')} />
      </ListToolbar>
      <div className={styles.stack}>
        <FailedDomains failed={findings.data?.failed} />
        <AsyncContent
          query={scope.answer(findings)}
          isEmpty={({ total }) => total === 0}
          empty={
            list.isNarrowed ? (
              <NoMatch list={list} />
            ) : (
              <EmptyScope
                scope={scope}
                mine={{
                  title: t(isWhole ? 'attention.mineTitle' : rest),
                  description: t('attention.mine'),
                }}
                all={{
                  title: t(isWhole ? 'attention.allTitle' : rest),
                  description: t('attention.all'),
                }}
              />
            )
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
