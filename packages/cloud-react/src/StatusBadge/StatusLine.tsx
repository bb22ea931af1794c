import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './StatusBadge.module.css';

/** How one thing is doing: its badge, and what that means in a sentence. @public */
export function StatusLine(props: { badge: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.line}>
      {props.badge}
      <Text as="p">{props.children}</Text>
    </div>
  );
}
