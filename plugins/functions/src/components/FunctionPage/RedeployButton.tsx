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
  const { projectId, git } = fn;
  const redeploy = useMutation({
    mutationFn: async () => {
      if (!projectId || !git) return;
      await functions.deployFunction({
        projectId,
        name: fn.name,
        source: fn.source,
        invoke: fn.invoke,
        environment: fn.environment,
        git: {
          url: git.url,
          ...(git.revision && { revision: git.revision }),
          ...(git.contextDir && { contextDir: git.contextDir }),
        },
      });
    },
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

  if (!projectId || !git) return null;
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
