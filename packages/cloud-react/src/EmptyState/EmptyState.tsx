import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

/** Says that there is nothing here, why, and what to do next. @public */
export function EmptyState(props: {
  title: string;
  /** What to do next, in a sentence. */
  description?: string;
  /** The button or link that does it. */
  action?: ReactNode;
  icon?: ReactNode;
  /** Beside other panels it takes no more room than it needs. */
  isSmall?: boolean;
}) {
  return (
    <div className={props.isSmall ? styles.small : styles.empty}>
      {props.icon && <span className={styles.icon}>{props.icon}</span>}
      <Text as="p" variant="body-medium" weight="bold">
        {props.title}
      </Text>
      {props.description && (
        <Text as="p" variant="body-medium" color="secondary">
          {props.description}
        </Text>
      )}
      {props.action && <div className={styles.action}>{props.action}</div>}
    </div>
  );
}
