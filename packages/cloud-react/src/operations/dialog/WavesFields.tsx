import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NumberField, Switch } from '@backstage/ui';
import { operationsTranslationRef } from '../../words/operations';
import formStyles from '../form/form.module.css';
import type { WavesAsked } from './ask';
import styles from './dialog.module.css';

/** How an operation over many targets goes: some at a time, and when to stop. */
export function WavesFields(props: {
  value: WavesAsked;
  onChange(value: WavesAsked): void;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { value, onChange } = props;
  const number = (given: number) => (Number.isNaN(given) ? undefined : given);
  return (
    <fieldset className={formStyles.group}>
      <legend>{t('dialog.waves')}</legend>
      <div className={styles.waves}>
        <NumberField
          label={t('dialog.waveSize')}
          description={t('dialog.waveSizeHelp')}
          minValue={1}
          maxValue={500}
          value={value.size ?? NaN}
          onChange={size => onChange({ ...value, size: number(size) })}
        />
        <NumberField
          label={t('dialog.pause')}
          minValue={0}
          maxValue={86_400}
          value={value.pauseSeconds ?? 0}
          onChange={pause =>
            onChange({ ...value, pauseSeconds: number(pause) })
          }
        />
        <NumberField
          label={t('dialog.maxFailures')}
          minValue={0}
          value={value.maxFailures ?? 0}
          onChange={most => onChange({ ...value, maxFailures: number(most) })}
        />
      </div>
      <Switch
        label={t('dialog.healthGate')}
        isSelected={value.healthGate ?? true}
        onChange={healthGate => onChange({ ...value, healthGate })}
      />
    </fieldset>
  );
}
