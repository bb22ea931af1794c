import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Operation,
  OperationStep,
} from '@flytower/cloud-common/operations';
import { formatClock, formatDuration } from '../format/time';
import { Steps, type Step } from '../Steps/Steps';
import { operationsTranslationRef } from '../words/operations';

const states: Record<OperationStep['state'], Step['state']> = {
  waiting: 'waiting',
  running: 'active',
  done: 'done',
  failed: 'failed',
  skipped: 'skipped',
};

/** The steps of an operation, each with what it says and how long it took. @public */
export function OperationSteps({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  if (operation.steps.length === 0) return null;
  return (
    <Steps
      label={t('operation.steps')}
      steps={operation.steps.map((step, index) => ({
        id: `${index} ${step.name}`,
        title: step.name,
        state: states[step.state],
        details:
          [step.message, timesOf(step)].filter(Boolean).join(' · ') ||
          undefined,
      }))}
    />
  );
}

function timesOf({ startedAt, finishedAt }: OperationStep) {
  if (!startedAt) return undefined;
  if (!finishedAt) return formatClock(startedAt);
  const took = new Date(finishedAt).getTime() - new Date(startedAt).getTime();
  return took >= 1000 ? formatDuration(took) : undefined;
}
