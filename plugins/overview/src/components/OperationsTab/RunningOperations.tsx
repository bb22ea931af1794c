import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { Panel } from '@flytower/cloud-react';
import {
  operationPath,
  OperationProgress,
  useOperations,
} from '@flytower/cloud-react/operations';
import { overviewTranslationRef } from '../../translation';
import styles from '../overview.module.css';
import { TitledSection } from '../TitledSection';

const shown = 6;
const stillRunning = ['queued', 'running'];

type Filter =
  | 'kind'
  | 'requester'
  | 'targetType'
  | 'risk'
  | 'targetId'
  | 'entityRef';
type Filters = { [filter in Filter]: string[] };

/** What is on its way at this moment, step by step; nothing when nothing is. */
export function RunningOperations(props: { filters: Filters }) {
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
    state: stillRunning,
    limit: shown,
  });
  if (!running.data || running.data.items.length === 0) return null;
  return (
    <TitledSection title={t('operations.running')}>
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
        <Link href={pathOfAll(props.filters)}>
          {t('operations.runningMore', {
            amount: String(running.data.total - shown),
          })}
        </Link>
      )}
    </TitledSection>
  );
}

/** All that runs, narrowed by the same filters. */
function pathOfAll(filters: Filters): string {
  const query = new URLSearchParams(
    Object.entries({ ...filters, state: stillRunning }).flatMap(
      ([name, values]) => values.map(value => [name, value]),
    ),
  );
  return `/cloud/operations?${query}`;
}
