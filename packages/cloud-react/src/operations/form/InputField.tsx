import { useId } from 'react';
import { NumberField, PasswordField, Switch, TextField } from '@backstage/ui';
import type { FormField } from './fieldsOf';
import { ChoiceInput } from './ChoiceInput';
import styles from './form.module.css';
import { InputFields, type FormSurroundings } from './InputFields';
import { ListInput } from './ListInput';
import { MapInput } from './MapInput';
import { Problems } from './Problems';
import { RowsInput } from './RowsInput';
import type { Values } from './values';
import { YamlInput } from './YamlInput';

/** What every kind of field takes. */
export interface InputProps<F extends FormField = FormField> {
  field: F;
  value: unknown;
  /** Gets what is there now, as two fields may change at the same time. */
  onChange(change: (before: unknown) => unknown): void;
  surroundings: FormSurroundings;
}

/** One field, and below it what stands against its value. */
export function InputField(props: InputProps) {
  const { field, surroundings } = props;
  const own = surroundings.problems.filter(
    problem =>
      problem.field === field.path ||
      (field.kind !== 'group' && problem.field?.startsWith(`${field.path}.`)),
  );
  const problemsId = useId();
  return (
    <div className={styles.field}>
      <AnyInput
        {...props}
        isInvalid={own.some(({ severity }) => severity === 'blocks')}
        aria-describedby={own.length > 0 ? problemsId : undefined}
      />
      <Problems problems={own} id={problemsId} />
    </div>
  );
}

function AnyInput(
  props: InputProps & { isInvalid: boolean; 'aria-describedby'?: string },
) {
  const { field, value, onChange, surroundings, isInvalid } = props;
  const choices = surroundings.choices?.[field.path];
  const { label, description, isRequired } = field;
  const described = { 'aria-describedby': props['aria-describedby'] };
  const common = { label, description, isRequired, isInvalid, ...described };
  const isDisabled = surroundings.choicesAreAsked;
  const text = typeof value === 'string' ? value : '';

  if (field.kind === 'list') {
    return (
      <ListInput
        {...common}
        {...props}
        isDisabled={isDisabled}
        choices={choices}
      />
    );
  }
  if (choices && (field.kind === 'text' || field.kind === 'number')) {
    return (
      <ChoiceInput
        {...common}
        preset={field.default}
        value={value}
        options={choices}
        areOld={surroundings.choicesAreOld}
        onChange={next => onChange(() => next)}
      />
    );
  }
  switch (field.kind) {
    case 'choice':
      return (
        <ChoiceInput
          {...common}
          preset={field.default}
          isDisabled={isDisabled}
          value={value}
          options={
            choices ?? field.options.map(one => ({ value: one, label: one }))
          }
          areOld={Boolean(choices) && surroundings.choicesAreOld}
          onChange={next => onChange(() => next)}
        />
      );
    case 'text':
      return field.isSecret ? (
        <PasswordField
          {...common}
          isDisabled={isDisabled}
          value={text}
          onChange={next => onChange(() => next)}
          autoComplete="off"
        />
      ) : (
        <TextField
          {...common}
          isDisabled={isDisabled}
          value={text}
          onChange={next => onChange(() => next)}
          autoComplete="off"
          spellCheck="false"
        />
      );
    case 'number':
      return (
        <NumberField
          {...common}
          isDisabled={isDisabled}
          value={typeof value === 'number' ? value : NaN}
          onChange={next => onChange(() => next)}
          minValue={field.minimum}
          maxValue={field.maximum}
          step={field.isWhole ? 1 : undefined}
          formatOptions={{ useGrouping: false }}
        />
      );
    case 'flag':
      return (
        <div>
          <Switch
            {...described}
            label={label}
            isSelected={value === true}
            onChange={next => onChange(() => next)}
          />
          {description && <p className={styles.help}>{description}</p>}
        </div>
      );
    case 'group':
      return (
        <fieldset className={styles.group} {...described}>
          <legend>{label}</legend>
          <InputFields
            fields={field.fields}
            values={(value ?? {}) as Values}
            onChange={change =>
              onChange(before => change((before ?? {}) as Values))
            }
            surroundings={surroundings}
          />
        </fieldset>
      );
    case 'rows':
      return <RowsInput {...props} field={field} />;
    case 'map':
      return <MapInput {...props} field={field} />;
    default:
      return <YamlInput {...common} value={value} onChange={onChange} />;
  }
}
