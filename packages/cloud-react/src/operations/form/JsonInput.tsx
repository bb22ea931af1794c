import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import { useId, useState } from 'react';
import { operationsTranslationRef } from '../../words/operations';
import styles from './form.module.css';

/** A value of a shape that has no field of its own. */
export function JsonInput(props: {
  label: string;
  description?: string;
  isRequired: boolean;
  isInvalid: boolean;
  'aria-describedby'?: string;
  value: unknown;
  onChange(change: () => unknown): void;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { value, onChange } = props;
  const [text, setText] = useState(() =>
    value === undefined ? '' : JSON.stringify(value, null, 2),
  );
  const badId = useId();
  const [isBad, setBad] = useState(false);
  return (
    <div>
      <TextAreaField
        label={props.label}
        description={[props.description, t('dialog.json')]
          .filter(Boolean)
          .join(' ')}
        isRequired={props.isRequired}
        isInvalid={props.isInvalid || isBad}
        aria-describedby={[props['aria-describedby'], isBad && badId]
          .filter(Boolean)
          .join(' ')}
        rows={4}
        value={text}
        onChange={next => {
          setText(next);
          try {
            const parsed = next.trim() ? JSON.parse(next) : undefined;
            setBad(false);
            onChange(() => parsed);
          } catch {
            setBad(true);
            onChange(() => undefined);
          }
        }}
      />
      {isBad && (
        <p id={badId} className={styles.bad}>
          {t('dialog.badJson')}
        </p>
      )}
    </div>
  );
}
