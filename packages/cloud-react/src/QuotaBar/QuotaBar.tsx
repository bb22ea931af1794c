import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatCount } from '../format';
import { cloudReactTranslationRef } from '../words/translation';
import styles from './QuotaBar.module.css';

/** From here on the bar says that it is getting tight. */
const tight = 0.85;

/**
 * Draws how much of a quota is used, and what a plan would add to it.
 *
 * @public
 */
export function QuotaBar(props: {
  label: string;
  used: number;
  /** -1 means that there is no limit. */
  limit: number;
  /** What somebody is about to add. */
  planned?: number;
  /** Writes the numbers; counts by default. */
  format?: (value: number) => string;
  /** Stands after the numbers where there is no label: "cores". */
  unit?: string;
  /** Only the bar and its numbers, for table cells. */
  compact?: boolean;
}) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  const { label, used, limit, planned = 0, format = formatCount } = props;
  const limited = limit >= 0;
  const total = used + planned;
  const over = limited && total > limit;
  const sentence = limited
    ? t('quota.left', {
        used: format(used),
        limit: format(limit),
        left: format(Math.max(0, limit - used)),
      })
    : t('quota.unlimited', { used: format(used) });

  return (
    <div
      className={styles.quota}
      data-state={stateOf({ total, limit })}
      data-compact={props.compact || undefined}
    >
      <div className={styles.head}>
        {!props.compact && <span className={styles.label}>{label}</span>}
        <span className={styles.numbers} title={sentence}>
          {format(used)}
          {planned > 0 && ` + ${format(planned)}`}
          {limited && ` / ${format(limit)}`}
          {props.unit && ` ${props.unit}`}
        </span>
      </div>
      <div
        className={styles.track}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={limited ? Math.max(limit, total) : Math.max(total, 1)}
        aria-valuenow={used}
        aria-valuetext={sentence}
      >
        {limited && (
          <>
            <span
              className={styles.used}
              style={{ inlineSize: share(used, limit) }}
            />
            <span
              className={styles.planned}
              style={{ inlineSize: share(planned, limit) }}
            />
          </>
        )}
      </div>
      {over && (
        <span className={styles.note}>
          {t('quota.tooMuch', { missing: format(total - limit) })}
        </span>
      )}
    </div>
  );
}

function stateOf(quota: { total: number; limit: number }) {
  if (quota.limit < 0) return 'unlimited';
  if (quota.total > quota.limit) return 'over';
  return quota.total >= quota.limit * tight ? 'tight' : 'fine';
}

function share(value: number, limit: number): string {
  if (limit === 0) return value > 0 ? '100%' : '0%';
  return `${Math.min(100, (value / limit) * 100)}%`;
}
