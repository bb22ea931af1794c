import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { OperationChoices } from '@flytower/cloud-common/operations';
import { useEffect, useRef, useState } from 'react';
import { operationsTranslationRef } from '../../words/operations';

type Option = OperationChoices['fields'][string][number];

const searchFrom = 9;
const unset = '';

/**
 * One of the values that the door calls valid. When there is only one it is chosen at once, where nothing was chosen
 * before. What is no longer offered is taken back, and never becomes another one by itself; what the form was opened with
 * stays in sight, so that it can be said what is wrong with it.
 */
export function ChoiceInput(props: {
  label: string;
  description?: string;
  isRequired: boolean;
  isInvalid: boolean;
  'aria-describedby'?: string;
  isDisabled?: boolean;
  value: unknown;
  /** What the schema says where nobody says anything. */
  preset?: unknown;
  options: readonly Option[];
  /** The options belong to what was chosen before. */
  areOld: boolean;
  onChange(value: Option['value'] | undefined): void;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { value, preset, options, areOld, isRequired, onChange } = props;
  const [opened] = useState(value);
  const isOffered = options.some(option => option.value === value);
  const isUntold = value === undefined || (value === preset && !isOffered);
  const wasTold = useRef(false);
  const only =
    isRequired && options.length === 1 && !wasTold.current
      ? options[0].value
      : undefined;
  const stays = !isUntold && (isOffered || value === opened);
  const instead = isUntold ? only : undefined;
  const next = stays ? value : instead;

  useEffect(() => {
    if (!isUntold) wasTold.current = true;
  }, [isUntold]);
  useEffect(() => {
    if (!areOld && next !== value) {
      onChange(next as Option['value'] | undefined);
    }
    // `onChange` is new on each render and always does the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [areOld, next, value]);

  const isMissing = stays && !isOffered;

  return (
    <Select
      label={props.label}
      description={props.description}
      isRequired={isRequired}
      isInvalid={props.isInvalid || isMissing}
      isDisabled={props.isDisabled || (options.length === 0 && !isMissing)}
      aria-describedby={props['aria-describedby']}
      placeholder={t(
        options.length === 0 ? 'dialog.nothingToChoose' : 'dialog.choose',
      )}
      search={options.length >= searchFrom ? true : undefined}
      options={[
        ...(isRequired ? [] : [{ id: unset, label: t('dialog.none') }]),
        ...(isMissing
          ? [
              {
                id: String(value),
                label: String(value),
                description: t('dialog.notOffered'),
                disabled: true,
              },
            ]
          : []),
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
