import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import type { BulkTarget, Operation } from '@flytower/cloud-common/operations';
import { SmallTable } from '../table/SmallTable';
import { operationsTranslationRef } from '../words/operations';
import styles from './operations.module.css';
import { OperationStateBadge } from './OperationStateBadge';
import { operationPath } from './paths';
import { Sentence } from './Sentence';

/** Every target of an operation over many: its wave, how it stands, what happened. @public */
export function BulkTargets({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { bulk, plugin } = operation;
  if (!bulk) return null;
  const { waves, targets } = bulk;

  return (
    <div className={styles.progress}>
      <div>
        <Text as="p" weight="bold">
          {countStates(targets)
            .map(([state, count]) => `${t(`state.${state}`)}: ${count}`)
            .join(' · ')}
        </Text>
        <Text as="p" color="secondary">
          {t('targets.waves', {
            size: waves.size ? String(waves.size) : t('targets.allAtOnce'),
            pause: String(waves.pauseSeconds),
            failures: String(waves.maxFailures),
            gate: t(waves.healthGate ? 'targets.gate' : 'targets.noGate'),
          })}
        </Text>
      </div>
      <SmallTable
        label={t('targets.label')}
        rows={targets}
        idOf={({ target }) => target.id}
        columns={[
          {
            id: 'target',
            label: t('targets.name'),
            cell: ({ target, operationId }) =>
              operationId ? (
                <Link href={operationPath(plugin, operationId)}>
                  {target.title}
                </Link>
              ) : (
                target.title
              ),
          },
          {
            id: 'wave',
            label: t('targets.wave'),
            cell: ({ wave, state }) => (state === 'skipped' ? '–' : wave + 1),
          },
          {
            id: 'state',
            label: t('targets.state'),
            cell: ({ state }) => <OperationStateBadge state={state} />,
          },
          {
            id: 'message',
            label: t('targets.message'),
            cell: ({ message }) => <Sentence>{message ?? '–'}</Sentence>,
          },
        ]}
      />
    </div>
  );
}

/** How many are in which state, in the order in which these are met. */
function countStates(targets: readonly BulkTarget[]) {
  const counts = new Map<BulkTarget['state'], number>();
  for (const { state } of targets) {
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return [...counts];
}
