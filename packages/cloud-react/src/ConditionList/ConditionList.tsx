import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Condition } from '@flytower/cloud-common';
import { RelativeTime } from '../RelativeTime/RelativeTime';
import { StatusBadge, type Tone } from '../StatusBadge/StatusBadge';
import { cloudReactTranslationRef } from '../words/translation';
import styles from './ConditionList.module.css';

/** Conditions of which `False` is the good news. */
const badWhenTrue =
  /^(Reconciling|Stalled|Degraded|NetworkUnavailable|(?!No).*Pressure|.*Failed|.*Failing)$/;

/** Lists the conditions of a Kubernetes object with the sentence that each of them says. @public */
export function ConditionList(props: { conditions: readonly Condition[] }) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  if (props.conditions.length === 0) {
    return <Text color="secondary">{t('condition.none')}</Text>;
  }
  return (
    <ul className={styles.list}>
      {props.conditions.map(condition => (
        <li key={condition.type}>
          <StatusBadge
            tone={toneOf(condition)}
            label={
              condition.status === 'False' && badWhenTrue.test(condition.type)
                ? t('condition.not', { type: condition.type })
                : condition.type
            }
            variant="plain"
          />
          <span className={styles.text}>
            {[condition.reason, condition.message].filter(Boolean).join(': ')}
          </span>
          <span className={styles.since}>
            <RelativeTime time={condition.since} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function toneOf({ type, status, reason }: Condition): Tone {
  if (status === 'Unknown') return 'busy';
  if (type === 'Reconciling' && status === 'True') return 'busy';
  const good = (status === 'True') !== badWhenTrue.test(type);
  if (good) return 'ok';
  return /error|fail/i.test(reason ?? '') ? 'failed' : 'warn';
}
