import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiLoader4Line,
  RiMoonClearFill,
  RiQuestionFill,
} from '@remixicon/react';
import styles from './StatusBadge.module.css';

/** How something is doing, as far as a colour can say it. @public */
export type Tone = 'ok' | 'busy' | 'off' | 'warn' | 'failed' | 'unknown';

const icons = {
  ok: RiCheckboxCircleFill,
  busy: RiLoader4Line,
  off: RiMoonClearFill,
  warn: RiAlertFill,
  failed: RiCloseCircleFill,
  unknown: RiQuestionFill,
};

/**
 * Says in icon, word and colour how something is doing; never in colour alone.
 *
 * @public
 */
export function StatusBadge(props: {
  tone: Tone;
  /** The word: "Active", "Agent lost". */
  label: string;
  /** A sentence more, for whoever points at it. */
  title?: string;
  /** `plain` drops the background, for dense places. */
  variant?: 'pill' | 'plain';
}) {
  const Icon = icons[props.tone];
  return (
    <span
      className={styles.badge}
      data-tone={props.tone}
      data-variant={props.variant ?? 'pill'}
      title={props.title}
    >
      <Icon className={styles.icon} size={14} aria-hidden="true" />
      {props.label}
    </span>
  );
}
