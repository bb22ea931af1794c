import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CloudFunction } from '@flytower/cloud-common/functions';
import { StatusBadge } from '@flytower/cloud-react';
import { functionTones } from '@flytower/cloud-react/format';
import { functionsTranslationRef } from '../../translation';

/** How a function is doing, in icon, word and colour. */
export function FunctionStateBadge(props: {
  fn: Pick<CloudFunction, 'state' | 'message'>;
}) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { state, message } = props.fn;
  return (
    <StatusBadge
      tone={functionTones[state]}
      label={t(`state.${state}`)}
      title={message}
    />
  );
}
