import type { FormField } from './fieldsOf';

/** What has been entered. */
export type Values = Record<string, unknown>;

/** Something was entered that is no value yet: nothing is started with it, and nothing without it. */
export class Unreadable {}

/** What a form begins with: what was given, and defaults for the rest, so that nobody starts what he does not see. */
export function startValues(
  fields: readonly FormField[],
  given: Values = {},
): Values {
  const values: Values = { ...given };
  for (const field of fields) {
    if (values[field.name] !== undefined) continue;
    if (field.kind === 'group') {
      const inner = startValues(field.fields);
      if (field.isRequired || Object.keys(inner).length > 0) {
        values[field.name] = inner;
      }
    } else if (field.kind === 'rows' && field.isRequired) {
      values[field.name] = [startValues(field.fields)];
    } else if (field.default !== undefined) {
      values[field.name] = field.default;
    }
  }
  return values;
}

/** With one field changed; an emptied one is left out, as an empty text is not the same as none. */
export function withValue(values: Values, name: string, value: unknown) {
  const { [name]: _, ...rest } = values;
  return value === undefined || value === '' || Number.isNaN(value)
    ? rest
    : { ...rest, [name]: value };
}

/** Whether everything is there that has to be. Whether it is right, the door says. */
export function isComplete(
  fields: readonly FormField[],
  values: Values,
): boolean {
  return fields.every(field => {
    const value = values[field.name];
    if (value instanceof Unreadable) return false;
    if (value === undefined) return !field.isRequired;
    if (field.kind === 'group') {
      return isComplete(field.fields, value as Values);
    }
    if (field.kind === 'rows') {
      return (value as Values[]).every(row => isComplete(field.fields, row));
    }
    return !(field.kind === 'list' && field.isRequired) || !isEmpty(value);
  });
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

/** What is told to whoever only offers choices. */
export function withoutSecrets(
  fields: readonly FormField[],
  values: Values,
): Values {
  const told: Values = { ...values };
  for (const field of fields) {
    const value = told[field.name];
    if (field.isSecret) delete told[field.name];
    else if (field.kind === 'group' && value !== undefined)
      told[field.name] = withoutSecrets(field.fields, value as Values);
    else if (field.kind === 'rows' && Array.isArray(value))
      told[field.name] = value.map(row => withoutSecrets(field.fields, row));
  }
  return told;
}

/** Where problems can be shown: `pools.0.count` is said where `pools` is. */
export function pathsOf(fields: readonly FormField[]): string[] {
  return fields.flatMap(field =>
    field.kind === 'group'
      ? [field.path, ...pathsOf(field.fields)]
      : [field.path],
  );
}
