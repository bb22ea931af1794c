import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { BgProvider, Select } from '@backstage/ui';
import { useEffect, type ReactNode } from 'react';

/**
 * A select field as the forms of the suite have it. When there is only one choice it is made at once, and a choice that
 * is no longer offered is taken back.
 */
export function Choice(props: {
  label: string;
  description?: string;
  placeholder: string;
  required?: boolean;
  disabled?: boolean;
  value?: string;
  /** `undefined` while it is not known what may be chosen. */
  options?: { id: string; label: string; description?: string }[];
  onChange(value: string | undefined): void;
  errors?: string[];
  /** Turns the search within the choices on. */
  search?: {
    value: string;
    onChange(value: string): void;
    placeholder: string;
  };
  children?: ReactNode;
}) {
  const { options, value, onChange, search, errors = [] } = props;
  const only =
    options?.length === 1 && !search?.value ? options[0].id : undefined;
  const isGone =
    Boolean(value) &&
    !search?.value &&
    options !== undefined &&
    !options.some(({ id }) => id === value);

  // On each render, as a form forgets one of two changes that reach it at the same time.
  useEffect(() => {
    if (isGone || (only && !value)) onChange(only);
  });

  return (
    <ScaffolderField
      required={props.required}
      disabled={props.disabled}
      rawErrors={errors}
    >
      {/* Forms stand on a card that Backstage UI knows nothing of. */}
      <BgProvider bg="neutral-1">
        <Select
          label={props.label}
          description={props.description}
          secondaryLabel={props.required ? undefined : ''}
          isRequired={props.required}
          isDisabled={props.disabled || !options || options.length === 0}
          isInvalid={errors.length > 0}
          placeholder={props.placeholder}
          options={options ?? []}
          value={value ?? null}
          onChange={key => onChange(key === null ? undefined : String(key))}
          search={
            search && {
              mode: 'server',
              inputValue: search.value,
              onInputChange: search.onChange,
              placeholder: search.placeholder,
            }
          }
        />
      </BgProvider>
      {props.children}
    </ScaffolderField>
  );
}
