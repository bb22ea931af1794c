import type { ReactNode } from 'react';
import styles from './Facts.module.css';

/**
 * A few facts side by side, each under its name; a fact without a value is left out.
 *
 * @public
 */
export function Facts(props: {
  items: readonly { label: string; value?: ReactNode }[];
}) {
  return (
    <dl className={styles.facts}>
      {props.items
        .filter(({ value }) => value !== undefined && value !== '')
        .map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
