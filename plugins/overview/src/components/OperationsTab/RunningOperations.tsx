import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import type { OperationQuery } from '@flytower/cloud-common/operations';
import { Panel } from '@flytower/cloud-react';
import {
  operationPath,
  OperationProgress,
  useOperations,
} from '@flytower/cloud-react/operations';
import { overviewTranslationRef } from '../../translation';
import styles from '../overview.module.css';

const shown = 6;
const stillRunning = 'state=queued&state=running';

/** What is on its way at this moment, step by step; nothing when nothing is. */
export function RunningOperations(props: {
  filters: Pick<
    OperationQuery,
    'kind' | 'requester' | 'targetType' | 'risk' | 'targetId' | 'entityRef'
  >;
}) {
  const { t } = useTranslationRef(overviewTranslationRef);
  const { kind, requester, targetType, risk, targetId, entityRef } =
    props.filters;
  const running = useOperations({
    kind,
    requester,
    targetType,
    risk,
    targetId,
    entityRef,
    state: ['queued', 'running'],
    limit: shown,
  });
  if (!running.data || running.data.items.length === 0) return null;
  return (
    <section>
      <Text
        as="h2"
        variant="title-x-small"
        weight="bold"
        className={styles.title}
      >
        {t('operations.running')}
      </Text>
      <ul className={styles.cards}>
        {running.data.items.map(operation => (
          <li key={operation.id}>
            <Panel
              title={`${operation.title}: ${operation.target.title}`}
              aside={
                <Link href={operationPath(operation.plugin, operation.id)}>
                  {t('approvals.open')}
                </Link>
              }
            >
              <OperationProgress operation={operation} />
            </Panel>
          </li>
        ))}
      </ul>
      {running.data.total > shown && (
        <Link href={`/cloud/operations?${stillRunning}`}>
          {t('operations.runningMore', {
            amount: String(running.data.total - shown),
          })}
        </Link>
      )}
    </section>
  );
}
