import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import { useId, useState } from 'react';
import { parse, stringify } from 'yaml';
import { operationsTranslationRef } from '../../words/operations';
import styles from './form.module.css';
import { Unreadable } from './values';

/** A value of a shape that has no field of its own. JSON is YAML, too. */
export function YamlInput(props: {
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
    hasContents(value) ? stringify(value) : '',
  );
  const badId = useId();
  const [fault, setFault] = useState<string>();
  const read = (next: string) => {
    try {
      const parsed = parse(next) ?? undefined;
      setFault(undefined);
      return parsed;
    } catch (error) {
      const [first] = String((error as Error).message).split('\n');
      setFault(t('dialog.badYaml', { fault: first.replace(/:$/, '') }));
      return new Unreadable();
    }
  };
  return (
    <div>
      <TextAreaField
        label={props.label}
        description={[props.description, t('dialog.yaml')]
          .filter(Boolean)
          .join('. ')}
        isRequired={props.isRequired}
        isInvalid={props.isInvalid || fault !== undefined}
        aria-describedby={[props['aria-describedby'], fault && badId]
          .filter(Boolean)
          .join(' ')}
        rows={6}
        value={text}
        onChange={next => {
          setText(next);
          const parsed = read(next);
          onChange(() => parsed);
        }}
        spellCheck="false"
      />
      {fault && (
        <p id={badId} className={styles.bad} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

/** Below an empty map or list nothing could be written: `{}` is a whole document. */
const hasContents = (value: unknown) =>
  value !== undefined &&
  (typeof value !== 'object' ||
    (value !== null && Object.keys(value).length > 0));
