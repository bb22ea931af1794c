import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from '@flytower/cloud-common/operations';
import { StatusBadge, type Tone } from '../StatusBadge/StatusBadge';
import { operationsTranslationRef } from '../words/operations';

const tones: Record<Finding['severity'], Tone> = {
  critical: 'failed',
  warning: 'warn',
  info: 'unknown',
};

/** How bad it is. */
export function SeverityBadge(props: { severity: Finding['severity'] }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <StatusBadge
      tone={tones[props.severity]}
      label={t(`severity.${props.severity}`)}
    />
  );
}
