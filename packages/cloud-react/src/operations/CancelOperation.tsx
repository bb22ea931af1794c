import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Operation } from '@flytower/cloud-common/operations';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { operationsApiRef, type OperationPlugin } from '../api';
import { errorSentence } from '../format';
import { operationsTranslationRef } from '../words/operations';
import { operationQueries } from './queries';

/** Stops an operation, for whoever may. @public */
export function CancelOperation({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const doors = useApi(operationsApiRef);
  const toast = useApi(toastApiRef);
  const client = useQueryClient();
  const { plugin, id } = operation;
  const cancel = useMutation({
    mutationFn: () => doors[plugin as OperationPlugin].cancelOperation(id),
    onError: error =>
      toast.post({
        title: t('operation.stopFailed'),
        description: errorSentence(error),
        status: 'danger',
      }),
    onSettled: () =>
      client.invalidateQueries({ queryKey: operationQueries.all() }),
  });

  if (!operation.allowedActions.includes('cancel')) return null;
  return (
    <Button
      variant="secondary"
      destructive
      isDisabled={cancel.isPending}
      onPress={() => cancel.mutate()}
    >
      {t(operation.bulk ? 'operation.stopRest' : 'operation.stop')}
    </Button>
  );
}
