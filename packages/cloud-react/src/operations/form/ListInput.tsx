import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextAreaField } from '@backstage/ui';
import type { OperationChoices } from '@flytower/cloud-common/operations';
import { useState } from 'react';
import { operationsTranslationRef } from '../../words/operations';

/** Several texts: chosen among what is valid, or one per line. */
export function ListInput(props: {
  label: string;
  description?: string;
  isRequired: boolean;
  isInvalid: boolean;
  'aria-describedby'?: string;
  isDisabled?: boolean;
  value: unknown;
  choices?: OperationChoices['fields'][string];
  onChange(change: () => unknown): void;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { label, isRequired, isInvalid, choices, onChange } = props;
  const values = Array.isArray(props.value) ? props.value.map(String) : [];
  const [text, setText] = useState(values.join('\n'));
  const set = (next: string[]) =>
    onChange(() => (next.length > 0 ? next : undefined));

  if (choices) {
    return (
      <Select
        label={label}
        description={props.description}
        isRequired={isRequired}
        isInvalid={isInvalid}
        isDisabled={props.isDisabled}
        aria-describedby={props['aria-describedby']}
        selectionMode="multiple"
        placeholder={t('dialog.choose')}
        options={choices.map(choice => ({
          id: String(choice.value),
          label: choice.label,
          description: choice.note,
        }))}
        value={values}
        onChange={keys => set([keys].flat().map(String))}
      />
    );
  }
  return (
    <TextAreaField
      label={label}
      description={[props.description, t('dialog.onePerLine')]
        .filter(Boolean)
        .join(' ')}
      isRequired={isRequired}
      isInvalid={isInvalid}
      isDisabled={props.isDisabled}
      aria-describedby={props['aria-describedby']}
      rows={3}
      value={text}
      onChange={next => {
        setText(next);
        set(next.split('\n').flatMap(line => line.trim() || []));
      }}
    />
  );
}
