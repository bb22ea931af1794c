import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { operationsTranslationRef } from '../../words/operations';
import type { FormField } from './fieldsOf';
import styles from './form.module.css';
import type { InputProps } from './InputField';
import { InputFields } from './InputFields';
import { startValues, type Values } from './values';

/** Several of the same shape, such as revisions and their shares. */
export function RowsInput(
  props: InputProps<Extract<FormField, { kind: 'rows' }>> & {
    'aria-describedby'?: string;
  },
) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { field, onChange } = props;
  const rowsOf = (value: unknown) =>
    Array.isArray(value) ? (value as Values[]) : [];
  const rows = rowsOf(props.value);
  const set = (change: (before: Values[]) => Values[]) =>
    onChange(before => {
      const next = change(rowsOf(before));
      return next.length > 0 ? next : undefined;
    });

  return (
    <fieldset
      className={styles.group}
      aria-describedby={props['aria-describedby']}
    >
      <legend>{field.label}</legend>
      {field.description && <p className={styles.help}>{field.description}</p>}
      {rows.map((row, index) => (
        // Rows have nothing but their place.
        <div key={index} className={styles.row}>
          <InputFields
            fields={field.fields}
            values={row}
            onChange={change =>
              set(before =>
                before.map((one, at) => (at === index ? change(one) : one)),
              )
            }
            surroundings={props.surroundings}
          />
          <ButtonIcon
            aria-label={t('dialog.removeRow', { number: String(index + 1) })}
            icon={<RiDeleteBinLine aria-hidden="true" />}
            variant="tertiary"
            onPress={() =>
              set(before => before.filter((_, at) => at !== index))
            }
          />
        </div>
      ))}
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiAddLine aria-hidden="true" />}
        onPress={() => set(before => [...before, startValues(field.fields)])}
      >
        {t('dialog.addRow')}
      </Button>
    </fieldset>
  );
}
