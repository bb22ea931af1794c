import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Operation } from '@flytower/cloud-common/operations';
import { AsyncContent, EmptyState } from '@flytower/cloud-react';
import { FailedDomains, useOperations } from '@flytower/cloud-react/operations';
import { overviewTranslationRef } from '../../translation';
import styles from '../overview.module.css';
import { ApprovalCard } from './ApprovalCard';
import { mayDecide, waiting } from './waiting';

/** What waits for an approval: what I may decide about, then what waits for somebody else. */
export function ApprovalsTab() {
  const { t } = useTranslationRef(overviewTranslationRef);
  const operations = useOperations(waiting);
  return (
    <div className={styles.stack}>
      <FailedDomains failed={operations.data?.failed} />
      <AsyncContent query={operations}>
        {({ items }) => {
          const mine = items.filter(mayDecide);
          const others = items.filter(one => !mayDecide(one));
          return (
            <>
              {mine.length === 0 ? (
                <EmptyState
                  title={t('approvals.emptyTitle')}
                  description={t('approvals.empty')}
                />
              ) : (
                <Cards operations={mine} />
              )}
              {others.length > 0 && (
                <section>
                  <Text
                    as="h2"
                    variant="title-x-small"
                    weight="bold"
                    className={styles.title}
                  >
                    {t('approvals.othersTitle')}
                  </Text>
                  <Cards operations={others} />
                </section>
              )}
            </>
          );
        }}
      </AsyncContent>
    </div>
  );
}

function Cards({ operations }: { operations: Operation[] }) {
  return (
    <ul className={`${styles.cards} ${styles.wide}`}>
      {operations.map(operation => (
        <li key={operation.id}>
          <ApprovalCard operation={operation} />
        </li>
      ))}
    </ul>
  );
}
