import { BgProvider, Select } from '@backstage/ui';
import { useEffect, type ReactNode } from 'react';

export interface Choice {
  id: string;
  label: string;
  description?: string;
}

/**
 * One of several, in a template's form. When there is only one choice it is made at once, and a choice that is no
 * longer offered is taken back.
 *
 * @public
 */
export function ChoiceField(props: {
  label: string;
  description?: string;
  placeholder: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  value?: string;
  /** `undefined` while it is not known what may be chosen. */
  options?: readonly Choice[];
  onChange(value: string | undefined): void;
  /** What the form has against it. The form writes it below the field by itself. */
  errors?: readonly string[];
  /** Chosen at once when nothing is. */
  recommended?: string;
  /** Turns the search within the choices on. */
  search?: {
    value: string;
    onChange(value: string): void;
    placeholder: string;
  };
  children?: ReactNode;
}) {
  const { options, value, onChange, search, errors = [] } = props;
  const searching = Boolean(search?.value);
  const only =
    !searching && options?.length === 1 ? options[0].id : props.recommended;
  const isGone =
    Boolean(value) &&
    !searching &&
    options !== undefined &&
    !options.some(({ id }) => id === value);

  // On each render, as a form forgets one of two changes that reach it at the same time.
  useEffect(() => {
    if ((isGone || !value) && only !== (value || undefined)) onChange(only);
  });

  return (
    <div>
      {/* Forms stand on a card that Backstage UI knows nothing of. */}
      <BgProvider bg="neutral-1">
        <Select
          label={props.label}
          description={props.description}
          isRequired={props.isRequired}
          isDisabled={
            props.isDisabled || !options || (options.length === 0 && !search)
          }
          isInvalid={errors.length > 0}
          placeholder={props.placeholder}
          options={options?.map(option => ({ ...option })) ?? []}
          value={value ?? null}
          onChange={key => onChange(key === null ? undefined : String(key))}
          // What was searched for is no part of the answer.
          onOpenChange={isOpen => {
            if (!isOpen && searching) search?.onChange('');
          }}
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
    </div>
  );
}
