import type {
  OperationChoices,
  OperationPrecheck,
} from '@flytower/cloud-common/operations';
import type { FormField } from './fieldsOf';
import { InputField } from './InputField';
import styles from './form.module.css';
import { withValue, type Values } from './values';

/** What every field of the form is told. */
export interface FormSurroundings {
  /** Valid values by path; `undefined` until they are known. */
  choices?: OperationChoices['fields'];
  /** True while the choices are those of what was chosen before. */
  choicesAreOld: boolean;
  /** Nothing is known yet: a field may still turn into one where something is chosen. */
  choicesAreAsked: boolean;
  problems: OperationPrecheck['problems'];
}

/** The fields of an object. */
export function InputFields(props: {
  fields: readonly FormField[];
  values: Values;
  onChange(change: (before: Values) => Values): void;
  surroundings: FormSurroundings;
}) {
  return (
    <div className={styles.fields}>
      {props.fields.map(field => (
        <InputField
          key={field.path}
          field={field}
          value={props.values[field.name]}
          onChange={change =>
            props.onChange(before =>
              withValue(before, field.name, change(before[field.name])),
            )
          }
          surroundings={props.surroundings}
        />
      ))}
    </div>
  );
}
