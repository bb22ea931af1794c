import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import type { BulkTarget, Operation } from '@flytower/cloud-common/operations';
import {
  operationPath,
  OperationStateBadge,
} from '@flytower/cloud-react/operations';
import { SmallTable } from '@flytower/cloud-react/table';
import { overviewTranslationRef } from '../../translation';
import styles from '../overview.module.css';

/** Every target of an operation over many: its wave, how it stands, what happened. */
export function BulkTargets({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(overviewTranslationRef);
  const { bulk, plugin } = operation;
  if (!bulk) return null;
  const { waves, targets } = bulk;
  const count = (...states: BulkTarget['state'][]) =>
    String(targets.filter(({ state }) => states.includes(state)).length);

  return (
    <div className={styles.decision}>
      <Text as="p">
        {t('operation.progressOf', {
          done: count('succeeded', 'failed', 'cancelled', 'skipped'),
          total: String(targets.length),
          failed: count('failed'),
        })}
        {' · '}
        {t('operation.waves', {
          size: waves.size ? String(waves.size) : t('operation.allAtOnce'),
          pause: String(waves.pauseSeconds),
          failures: String(waves.maxFailures),
          gate: t(waves.healthGate ? 'operation.gate' : 'operation.noGate'),
        })}
      </Text>
      <SmallTable
        label={t('operation.bulk')}
        rows={targets}
        idOf={({ target }) => target.id}
        columns={[
          {
            id: 'target',
            label: t('operation.targetName'),
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
            label: t('operation.wave'),
            cell: ({ wave }) => wave + 1,
          },
          {
            id: 'state',
            label: t('operation.state'),
            cell: ({ state }) => <OperationStateBadge state={state} />,
          },
          {
            id: 'message',
            label: t('operation.message'),
            cell: ({ message }) => message ?? '–',
          },
        ]}
      />
    </div>
  );
}
