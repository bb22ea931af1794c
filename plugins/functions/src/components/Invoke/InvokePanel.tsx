import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import type {
  FunctionAnswer,
  Invocation,
} from '@flytower/cloud-common/functions';
import { Panel } from '@flytower/cloud-react';
import { functionsApiRef } from '@flytower/cloud-react/api';
import { errorSentence } from '@flytower/cloud-react/format';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { functionQueries } from '../../queries';
import { functionsTranslationRef } from '../../translation';
import { logsKey } from '../Logs/useFunctionLogs';
import { Answer } from './Answer';
import { EventForm } from './EventForm';
import { HttpForm } from './HttpForm';
import styles from './Invoke.module.css';

/** Calls the function as its kind wants to be called, and shows what it answers. */
export function InvokePanel(props: { fn: FunctionAnswer }) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { fn } = props;
  const functions = useApi(functionsApiRef);
  const client = useQueryClient();
  const call = useMutation({
    mutationFn: (invocation: Invocation) =>
      functions.invokeFunction(fn.id, invocation),
    // A call wakes a function that sleeps, and makes it say something. The answer does not wait for that.
    onSettled: () => {
      void client.invalidateQueries({ queryKey: logsKey(fn.id) });
      void client.invalidateQueries({ queryKey: functionQueries.all() });
    },
  });
  const Form = fn.invoke === 'cloudevent' ? EventForm : HttpForm;

  return (
    <Panel title={t('call.title')}>
      <Content fn={fn}>
        <Form
          isPending={call.isPending}
          onSend={invocation => call.mutate(invocation)}
        />
        {fn.state === 'sleeping' && !call.data && (
          <Text as="p" variant="body-small" color="secondary">
            {t('call.sleeping')}
          </Text>
        )}
        <div aria-live="polite">
          {call.error && (
            <Alert
              status="danger"
              icon
              title={t('call.failed')}
              description={errorSentence(call.error)}
            />
          )}
          {call.data && <Answer result={call.data} />}
        </div>
      </Content>
    </Panel>
  );
}

function Content(props: { fn: FunctionAnswer; children: ReactNode }) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { fn } = props;
  const obstacle =
    (!fn.allowedOperations.includes('invoke') && t('call.forbidden')) ||
    (fn.state === 'paused' && t('call.paused')) ||
    (!fn.url && t('call.noUrl'));
  return obstacle ? (
    <Text as="p" color="secondary">
      {obstacle}
    </Text>
  ) : (
    <div className={styles.content}>{props.children}</div>
  );
}
