import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Risk } from '@flytower/cloud-common/operations';
import { StatusBadge, type Tone } from '../StatusBadge/StatusBadge';
import { operationsTranslationRef } from '../words/operations';

const tones: Record<Risk, Tone> = {
  read: 'ok',
  change: 'ok',
  disruptive: 'warn',
  destructive: 'failed',
};

/** How much it can hurt, in words. @public */
export function RiskBadge({ risk }: { risk: Risk }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <StatusBadge tone={tones[risk]} label={t(`risk.${risk}`)} variant="plain" />
  );
}
