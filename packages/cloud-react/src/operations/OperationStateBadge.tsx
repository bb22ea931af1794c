import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { BulkTarget } from '@flytower/cloud-common/operations';
import { StatusBadge, type Tone } from '../StatusBadge/StatusBadge';
import { operationsTranslationRef } from '../words/operations';

const tones: Record<BulkTarget['state'], Tone> = {
  'waiting-approval': 'warn',
  'waiting-wave': 'off',
  queued: 'busy',
  running: 'busy',
  succeeded: 'ok',
  failed: 'failed',
  cancelled: 'off',
  rejected: 'off',
  skipped: 'off',
};

/** Where an operation, or one target of many, is in its life. @public */
export function OperationStateBadge(props: {
  state: BulkTarget['state'];
  /** A sentence more. */
  title?: string;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <StatusBadge
      tone={tones[props.state]}
      label={t(`state.${props.state}`)}
      title={props.title}
    />
  );
}
