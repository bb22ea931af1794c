import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button, TextField } from '@backstage/ui';
import type { Operation } from '@flytower/cloud-common/operations';
import { asOperationPlugin, operationsApiRef } from '@flytower/cloud-react/api';
import { errorSentence } from '@flytower/cloud-react/format';
import { operationQueries } from '@flytower/cloud-react/operations';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { overviewTranslationRef } from '../../translation';
import styles from '../overview.module.css';

/** Approves or does not; shown to whoever may. */
export function Decision({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(overviewTranslationRef);
  const doors = useApi(operationsApiRef);
  const toast = useApi(toastApiRef);
  const client = useQueryClient();
  const [comment, setComment] = useState('');
  const { title, id, allowedActions } = operation;
  const plugin = asOperationPlugin(operation.plugin);

  const decide = useMutation({
    mutationFn: async (agrees: boolean) => {
      if (!plugin) {
        throw new Error(t('operation.noDomain', { plugin: operation.plugin }));
      }
      const door = doors[plugin];
      if (agrees) await door.approveOperation(id, comment);
      else await door.rejectOperation(id, comment);
    },
    onSuccess: (_, agrees) =>
      toast.post({
        title: t(agrees ? 'approvals.approved' : 'approvals.rejected', {
          title,
        }),
        status: 'success',
        timeout: 5_000,
      }),
    onSettled: () =>
      client.invalidateQueries({ queryKey: operationQueries.all() }),
  });

  const mayApprove = allowedActions.includes('approve');
  const mayReject = allowedActions.includes('reject');
  if (!mayApprove && !mayReject) return null;
  return (
    <div className={styles.decision}>
      <TextField
        label={t('approvals.comment')}
        description={t('approvals.commentHelp')}
        value={comment}
        onChange={setComment}
        maxLength={1000}
      />
      {decide.isError && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('approvals.failed')}
          description={errorSentence(decide.error)}
        />
      )}
      <div className={styles.buttons}>
        {mayApprove && (
          <Button
            isDisabled={decide.isPending}
            onPress={() => decide.mutate(true)}
          >
            {t('approvals.approve')}
          </Button>
        )}
        {mayReject && (
          <Button
            variant="secondary"
            isDisabled={decide.isPending}
            onPress={() => decide.mutate(false)}
          >
            {t('approvals.reject')}
          </Button>
        )}
      </div>
    </div>
  );
}
