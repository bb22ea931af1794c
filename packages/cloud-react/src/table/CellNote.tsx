import type { ReactNode } from 'react';
import styles from './CellNote.module.css';

/** A sentence below what a cell of a table says, such as why something failed. @public */
export function CellNote({ children }: { children: ReactNode }) {
  return children ? <span className={styles.note}>{children}</span> : null;
}
