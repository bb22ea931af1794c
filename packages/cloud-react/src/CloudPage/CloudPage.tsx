import { Container, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './CloudPage.module.css';

/**
 * The frame of every page of the suite: what this is, what can be done here, how fresh it is, and then the thing itself.
 *
 * @public
 */
export function CloudPage(props: {
  title: string;
  /** One sentence on what there is to see here. */
  description?: string;
  /** Buttons, the most wanted last. */
  actions?: ReactNode;
  /** Usually a `FreshnessNote`. */
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main>
      <Container className={styles.page}>
        <div className={styles.head}>
          <div className={styles.words}>
            <Text as="h1" variant="title-small" weight="bold">
              {props.title}
            </Text>
            {props.description && (
              <Text as="p" variant="body-medium" color="secondary">
                {props.description}
              </Text>
            )}
          </div>
          {props.actions && (
            <div className={styles.actions}>{props.actions}</div>
          )}
        </div>
        {props.note && <div className={styles.note}>{props.note}</div>}
        {props.children}
      </Container>
    </main>
  );
}
