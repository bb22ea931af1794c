import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { BgProvider, TextField } from '@backstage/ui';
import { dnsLabelSchema } from '@flytower/cloud-common';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import { errorSentence } from '../format';
import { cloudReactTranslationRef } from '../words/translation';
import styles from './NewNameField.module.css';
import { useLatest } from './useLatest';

const max = 40;

/**
 * The name of something new: says while one writes whether it is a name at all and whether it is still free. It is only
 * a help; the door decides.
 *
 * @public
 */
export function NewNameField(props: {
  label: string;
  description?: string;
  value: string;
  onChange(value: string): void;
  isRequired?: boolean;
  /** What this is the name of, so that answers are not mixed up: `['clusters', 'p1']`. */
  among: readonly string[];
  /** Asks the door what stands against this name: a sentence, or nothing. */
  check(name: string, signal: AbortSignal): Promise<string | undefined>;
  /** What the form itself has against it. */
  errors?: readonly string[];
}) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  const { value, among } = props;
  const name = useLatest(value);
  const fault = faultOf(value, t('name.tooLong', { max: String(max) }));
  const check = useQuery({
    queryKey: [...among, 'name', name],
    queryFn: async ({ signal }) => (await props.check(name, signal)) ?? null,
    enabled: name !== '' && faultOf(name, '-') === undefined,
    staleTime: 10_000,
  });
  const isCurrent = name === value;

  const verdict = (): { tone: 'calm' | 'good' | 'bad'; text: string } => {
    if (value === '') return { tone: 'calm', text: '' };
    if (fault) return { tone: 'bad', text: fault };
    if (isCurrent && check.isError) {
      const reason = errorSentence(check.error);
      return { tone: 'calm', text: t('name.unchecked', { reason }) };
    }
    if (!isCurrent || check.data === undefined) {
      return { tone: 'calm', text: t('name.checking') };
    }
    return check.data
      ? { tone: 'bad', text: check.data }
      : { tone: 'good', text: t('name.free') };
  };
  const { tone, text } = verdict();
  const others = (props.errors ?? []).filter(error => error !== text);

  return (
    <div>
      {/* Forms stand on a card that Backstage UI knows nothing of. */}
      <BgProvider bg="neutral-1">
        <TextField
          label={props.label}
          description={props.description}
          isRequired={props.isRequired}
          value={value}
          onChange={next => props.onChange(next.trim().toLowerCase())}
          isInvalid={tone === 'bad' || others.length > 0}
          autoComplete="off"
          spellCheck="false"
        />
      </BgProvider>
      <div
        className={styles.note}
        data-tone={others.length > 0 ? 'bad' : tone}
        role="status"
      >
        {tone === 'good' && <RiCheckLine size={16} aria-hidden="true" />}
        {tone === 'bad' && <RiCloseLine size={16} aria-hidden="true" />}
        {[text, ...others].filter(Boolean).join(' ')}
      </div>
    </div>
  );
}

/** What is wrong with the name itself, by the rule of the doors. */
function faultOf(name: string, tooLong: string): string | undefined {
  if (name.length > max) return tooLong;
  const result = dnsLabelSchema.safeParse(name);
  return result.success ? undefined : result.error.issues[0].message;
}
