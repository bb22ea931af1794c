import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './overview.module.css';

/** A part of a tab, under its own heading. */
export function TitledSection(props: { title: string; children: ReactNode }) {
  return (
    <section>
      <Text
        as="h2"
        variant="title-x-small"
        weight="bold"
        className={styles.title}
      >
        {props.title}
      </Text>
      {props.children}
    </section>
  );
}
