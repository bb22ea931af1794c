import { EntityLink } from '@flytower/cloud-react';
import type { ReactNode } from 'react';
import styles from './SummaryRow.module.css';

/** One thing on a panel: its name, what is to be known of it, and its state. */
export function SummaryRow(props: {
  entityRef: string;
  name: string;
  details: readonly (string | undefined)[];
  /** Said under the name when something is wrong. */
  message?: string;
  state: ReactNode;
}) {
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <span className={styles.name}>
          <EntityLink entityRef={props.entityRef} title={props.name} />
        </span>
        <span className={styles.details}>
          {props.message ?? props.details.filter(Boolean).join(' · ')}
        </span>
      </div>
      {props.state}
    </div>
  );
}
