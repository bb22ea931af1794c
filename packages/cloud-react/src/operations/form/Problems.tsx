import type { OperationPrecheck } from '@flytower/cloud-common/operations';
import { RiAlertFill, RiCloseCircleFill } from '@remixicon/react';
import styles from './form.module.css';

/** Sentences on what stands against an operation, what blocks it first. */
export function Problems(props: {
  problems: OperationPrecheck['problems'];
  label?: string;
}) {
  if (props.problems.length === 0) return null;
  const sorted = [...props.problems].sort((a, b) =>
    a.severity.localeCompare(b.severity),
  );
  return (
    <ul className={styles.problems} aria-label={props.label}>
      {sorted.map(({ severity, message }) => {
        const Icon = severity === 'blocks' ? RiCloseCircleFill : RiAlertFill;
        return (
          <li key={severity + message} data-severity={severity}>
            <Icon size={16} aria-hidden="true" />
            <span>{message}</span>
          </li>
        );
      })}
    </ul>
  );
}
