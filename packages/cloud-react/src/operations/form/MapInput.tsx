import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, PasswordField, TextField } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { operationsTranslationRef } from '../../words/operations';
import type { FormField } from './fieldsOf';
import styles from './form.module.css';
import type { InputProps } from './InputField';
import { Unreadable } from './values';

interface Pair {
  name: string;
  value: string;
}

/** Texts by their names, such as environment variables. Those that are secret are not shown while they are written. */
export function MapInput(
  props: InputProps<Extract<FormField, { kind: 'map' }>> & {
    'aria-describedby'?: string;
  },
) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { field, onChange } = props;
  const [pairs, setPairs] = useState<Pair[]>(() =>
    Object.entries((props.value ?? {}) as Record<string, string>).map(
      ([name, value]) => ({ name, value: String(value) }),
    ),
  );
  const twice = repeatedName(pairs);
  const badId = useId();
  const set = (next: Pair[]) => {
    setPairs(next);
    onChange(() => valueOf(next));
  };
  const change = (index: number, patch: Partial<Pair>) =>
    set(pairs.map((pair, at) => (at === index ? { ...pair, ...patch } : pair)));
  const ValueField = field.isSecret ? PasswordField : TextField;

  return (
    <fieldset
      className={styles.group}
      aria-describedby={[props['aria-describedby'], twice && badId]
        .filter(Boolean)
        .join(' ')}
    >
      <legend>{field.label}</legend>
      {field.description && <p className={styles.help}>{field.description}</p>}
      {pairs.map(({ name, value }, index) => (
        // Pairs have nothing but their place.
        <div key={index} className={styles.pair}>
          <TextField
            label={t('dialog.mapName')}
            value={name}
            onChange={next => change(index, { name: next })}
            autoComplete="off"
            spellCheck="false"
          />
          <ValueField
            label={t('dialog.mapValue')}
            value={value}
            onChange={next => change(index, { value: next })}
            autoComplete="off"
          />
          <ButtonIcon
            aria-label={t('dialog.removeRow', { number: String(index + 1) })}
            icon={<RiDeleteBinLine aria-hidden="true" />}
            variant="tertiary"
            onPress={() => set(pairs.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {twice !== undefined && (
        <p id={badId} className={styles.bad} role="alert">
          {t('dialog.twice', { name: twice })}
        </p>
      )}
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiAddLine aria-hidden="true" />}
        onPress={() => set([...pairs, { name: '', value: '' }])}
      >
        {t('dialog.addRow')}
      </Button>
    </fieldset>
  );
}

/** What has no name yet is not complete. */
function valueOf(pairs: Pair[]) {
  if (pairs.length === 0) return undefined;
  const isIncomplete = pairs.some(({ name }) => name === '');
  if (isIncomplete || repeatedName(pairs) !== undefined)
    return new Unreadable();
  return Object.fromEntries(pairs.map(({ name, value }) => [name, value]));
}

function repeatedName(pairs: Pair[]): string | undefined {
  return pairs.find(
    ({ name }, index) =>
      name !== '' && pairs.findIndex(one => one.name === name) < index,
  )?.name;
}
