import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField, TextField } from '@backstage/ui';
import type { Invocation } from '@flytower/cloud-common/functions';
import { RiSendPlaneLine } from '@remixicon/react';
import { useState } from 'react';
import { functionsTranslationRef } from '../../translation';
import styles from './Invoke.module.css';

/** Sends a CloudEvent; its id and time are given by the portal. */
export function EventForm(props: {
  isPending: boolean;
  onSend(invocation: Invocation): void;
}) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const [type, setType] = useState('com.example.test');
  const [source, setSource] = useState('/portal');
  const [data, setData] = useState('{\n  "order": 7\n}');
  const fault = faultOf(data);

  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault();
        if (fault || !type.trim() || !source.trim()) return;
        props.onSend({
          contentType: 'application/json',
          ...(data.trim() !== '' && { body: data }),
          event: { type: type.trim(), source: source.trim() },
        });
      }}
    >
      <TextField
        label={t('call.eventType')}
        isRequired
        value={type}
        onChange={setType}
        isInvalid={!type.trim()}
        description={type.trim() ? undefined : t('call.needed')}
        spellCheck="false"
      />
      <TextField
        label={t('call.eventSource')}
        isRequired
        value={source}
        onChange={setSource}
        isInvalid={!source.trim()}
        description={source.trim() ? undefined : t('call.needed')}
        spellCheck="false"
      />
      <TextAreaField
        className={styles.code}
        label={t('call.data')}
        rows={5}
        value={data}
        onChange={setData}
        isInvalid={Boolean(fault)}
        description={fault && t('call.notJson', { reason: fault })}
        spellCheck="false"
      />
      <Button
        type="submit"
        iconStart={<RiSendPlaneLine aria-hidden="true" />}
        isPending={props.isPending}
      >
        {t('call.sendEvent')}
      </Button>
    </form>
  );
}

/** Why the text is not JSON; an event may also have no data. */
function faultOf(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
