/** What a form tells each of its fields; where it is depends on the form's library. */
interface AnyFieldProps {
  formContext?: { formData?: object };
  registry?: { formContext?: { formData?: object } };
}

/** All values of the form that a field is part of, the earlier steps included. @public */
export function formValues(props: AnyFieldProps): { [name: string]: unknown } {
  const context = props.formContext ?? props.registry?.formContext;
  return { ...context?.formData };
}

/** The value at a dotted path: `controlPlane.count`. @public */
export function valueAt(values: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null
          ? (value as { [name: string]: unknown })[name]
          : undefined,
      values,
    );
}

/** The text at a dotted path; empty when there is none. @public */
export function textAt(values: unknown, path: string): string {
  const value = valueAt(values, path);
  return typeof value === 'string' ? value : '';
}

/** How a form hands a field its value and its state, as the fields here take it. @public */
export function fieldOf<T>(props: {
  required?: boolean;
  disabled?: boolean;
  rawErrors?: string[];
  formData?: T;
  onChange(value: T | undefined): void;
}) {
  return {
    isRequired: props.required,
    isDisabled: props.disabled,
    errors: props.rawErrors,
    value: props.formData,
    onChange: (value: T | undefined) => props.onChange(value),
  };
}
