import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import type { Operation } from '@flytower/cloud-common/operations';
import { operationsTranslationRef } from '../words/operations';
import styles from './operations.module.css';
import { OperationStateBadge } from './OperationStateBadge';
import { OperationSteps } from './OperationSteps';

/** How an operation stands: state, what it is at, what holds it up, its steps, how it ended. @public */
export function OperationProgress({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { state, trouble, outcome, message } = operation;
  const waits =
    state === 'waiting-approval' ? t('operation.waitsForApproval') : undefined;
  return (
    <div className={styles.progress}>
      <div className={styles.line} aria-live="polite">
        <OperationStateBadge state={state} />
        <Text>{outcome ?? message ?? waits}</Text>
      </div>
      {trouble && (
        <Alert
          status="warning"
          icon
          title={t('operation.trouble')}
          description={trouble}
        />
      )}
      <OperationSteps operation={operation} />
    </div>
  );
}
