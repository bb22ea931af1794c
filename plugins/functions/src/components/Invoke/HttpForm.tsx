import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, TextAreaField, TextField } from '@backstage/ui';
import type { Invocation } from '@flytower/cloud-common/functions';
import { RiSendPlaneLine } from '@remixicon/react';
import { useState } from 'react';
import { functionsTranslationRef } from '../../translation';
import styles from './Invoke.module.css';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof methods)[number];

/** Makes an HTTP request. */
export function HttpForm(props: {
  isPending: boolean;
  onSend(invocation: Invocation): void;
}) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const [method, setMethod] = useState<Method>('POST');
  const [path, setPath] = useState('/');
  const [contentType, setContentType] = useState('application/json');
  const [body, setBody] = useState('{\n  "name": "Ada"\n}');
  const hasBody = method !== 'GET';
  const isPath = path.startsWith('/');

  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault();
        if (!isPath) return;
        props.onSend({
          method,
          path,
          ...(hasBody && body !== '' && { contentType, body }),
        });
      }}
    >
      <div className={styles.line}>
        <Select
          label={t('call.method')}
          options={methods.map(id => ({ id, label: id }))}
          value={method}
          onChange={key =>
            setMethod(methods.find(one => one === key) ?? method)
          }
        />
        <TextField
          label={t('call.path')}
          value={path}
          onChange={setPath}
          isInvalid={!isPath}
          description={isPath ? undefined : t('call.pathSlash')}
          spellCheck="false"
        />
      </div>
      {hasBody && (
        <>
          <TextField
            label={t('call.contentType')}
            value={contentType}
            onChange={setContentType}
            spellCheck="false"
          />
          <TextAreaField
            className={styles.code}
            label={t('call.body')}
            rows={5}
            value={body}
            onChange={setBody}
            spellCheck="false"
          />
        </>
      )}
      <Button
        type="submit"
        iconStart={<RiSendPlaneLine aria-hidden="true" />}
        isPending={props.isPending}
      >
        {t('call.send')}
      </Button>
    </form>
  );
}
