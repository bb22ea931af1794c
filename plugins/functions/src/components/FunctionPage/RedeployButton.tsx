import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  isFunctionSettled,
  type FunctionAnswer,
} from '@flytower/cloud-common/functions';
import { functionsApiRef } from '@flytower/cloud-react/api';
import { errorSentence } from '@flytower/cloud-react/format';
import { RiHammerLine } from '@remixicon/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { functionQueries } from '../../queries';
import { functionsTranslationRef } from '../../translation';

/** Builds the newest source and deploys it. */
export function RedeployButton(props: { fn: FunctionAnswer }) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { fn } = props;
  const functions = useApi(functionsApiRef);
  const toast = useApi(toastApiRef);
  const client = useQueryClient();
  const redeploy = useMutation({
    mutationFn: () =>
      functions.startOperation('redeploy-function', {
        input: { functionId: fn.id },
      }),
    onSuccess: () => {
      toast.post({
        title: t('fn.redeployed'),
        status: 'success',
        timeout: 5_000,
      });
      void client.invalidateQueries({ queryKey: functionQueries.all() });
    },
    onError: error =>
      toast.post({ title: errorSentence(error), status: 'danger' }),
  });

  if (!fn.git) return null;
  return (
    <Button
      iconStart={<RiHammerLine aria-hidden="true" />}
      isPending={redeploy.isPending}
      isDisabled={!isFunctionSettled(fn)}
      onPress={() => redeploy.mutate()}
    >
      {t('fn.redeploy')}
    </Button>
  );
}
