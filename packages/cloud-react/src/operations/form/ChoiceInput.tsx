import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { OperationChoices } from '@flytower/cloud-common/operations';
import { useEffect } from 'react';
import { operationsTranslationRef } from '../../words/operations';

type Option = OperationChoices['fields'][string][number];

const searchFrom = 9;
const unset = '';

/**
 * One of the values that the door calls valid. When there is only one it is chosen at once, and one that is no longer
 * offered is taken back.
 */
export function ChoiceInput(props: {
  label: string;
  description?: string;
  isRequired: boolean;
  isInvalid: boolean;
  'aria-describedby'?: string;
  isDisabled?: boolean;
  value: unknown;
  options: readonly Option[];
  /** The options belong to what was chosen before. */
  areOld: boolean;
  onChange(value: Option['value'] | undefined): void;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { value, options, areOld, isRequired, onChange } = props;
  const isGone =
    value !== undefined && !options.some(option => option.value === value);
  const only =
    isRequired && options.length === 1 ? options[0].value : undefined;
  const next = isGone || value === undefined ? only : value;

  useEffect(() => {
    if (!areOld && next !== value) {
      onChange(next as Option['value'] | undefined);
    }
    // `onChange` is new on each render and always does the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [areOld, next, value]);

  return (
    <Select
      label={props.label}
      description={props.description}
      isRequired={isRequired}
      isInvalid={props.isInvalid}
      isDisabled={props.isDisabled || options.length === 0}
      aria-describedby={props['aria-describedby']}
      placeholder={t(
        options.length === 0 ? 'dialog.nothingToChoose' : 'dialog.choose',
      )}
      search={options.length >= searchFrom ? true : undefined}
      options={[
        ...(isRequired ? [] : [{ id: unset, label: t('dialog.none') }]),
        ...options.map(option => ({
          id: String(option.value),
          label: option.label,
          description: option.note,
        })),
      ]}
      value={value === undefined ? null : String(value)}
      onChange={key =>
        onChange(options.find(option => String(option.value) === key)?.value)
      }
    />
  );
}
