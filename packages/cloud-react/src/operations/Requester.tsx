import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityLink } from '../EntityLink/EntityLink';
import { toWords } from '../format';
import { operationsTranslationRef } from '../words/operations';

const policy = 'policy:';

/** Who asked for an operation: a person, or the portal itself by its policy. @public */
export function Requester({ requester }: { requester: string }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  if (!requester.startsWith(policy)) {
    return <EntityLink entityRef={requester} />;
  }
  const kind = toWords(requester.slice(policy.length)).toLowerCase();
  return <>{t('requester.policy', { kind })}</>;
}
