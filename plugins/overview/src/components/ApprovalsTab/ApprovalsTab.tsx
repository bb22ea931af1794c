import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Link } from '@backstage/ui';
import type { Operation } from '@flytower/cloud-common/operations';
import { AsyncContent, EmptyState } from '@flytower/cloud-react';
import { FailedDomains, useOperations } from '@flytower/cloud-react/operations';
import { useState } from 'react';
import { overviewTranslationRef } from '../../translation';
import styles from '../overview.module.css';
import { TitledSection } from '../TitledSection';
import { ApprovalCard } from './ApprovalCard';
import { mayDecide, unread, waiting } from './waiting';

/** Cards that stand on the page until somebody wants more. */
const atOnce = 20;

/** What waits for an approval: what I may decide about, then what waits for somebody else. */
export function ApprovalsTab() {
  const { t } = useTranslationRef(overviewTranslationRef);
  const operations = useOperations(waiting);
  return (
    <div className={styles.stack}>
      <FailedDomains failed={operations.data?.failed} />
      <AsyncContent query={operations}>
        {page => {
          const { items, failed } = page;
          const more = unread(page);
          // What was not read may well wait for this person.
          const isWhole = failed.length === 0 && more === 0;
          const mine = items.filter(mayDecide);
          const others = items.filter(one => !mayDecide(one));
          return (
            <>
              {mine.length === 0 ? (
                <EmptyState
                  title={t(
                    isWhole ? 'approvals.emptyTitle' : 'approvals.restTitle',
                  )}
                  description={t('approvals.empty')}
                />
              ) : (
                <Cards operations={mine} />
              )}
              {others.length > 0 && (
                <TitledSection title={t('approvals.othersTitle')}>
                  <Cards operations={others} />
                </TitledSection>
              )}
              {more > 0 && (
                <Link href="/cloud/operations?state=waiting-approval">
                  {t('approvals.more', { amount: String(more) })}
                </Link>
              )}
            </>
          );
        }}
      </AsyncContent>
    </div>
  );
}

function Cards({ operations }: { operations: Operation[] }) {
  const { t } = useTranslationRef(overviewTranslationRef);
  const [shown, setShown] = useState(atOnce);
  const rest = operations.length - shown;
  return (
    <>
      <ul className={`${styles.cards} ${styles.wide}`}>
        {operations.slice(0, shown).map(operation => (
          <li key={operation.id}>
            <ApprovalCard operation={operation} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Button variant="secondary" onPress={() => setShown(shown + atOnce)}>
          {t('approvals.show', { amount: String(Math.min(rest, atOnce)) })}
        </Button>
      )}
    </>
  );
}
