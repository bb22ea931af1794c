import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { useId, type ReactNode } from 'react';
import styles from './Panel.module.css';

/**
 * One titled piece of a page or of an entity's overview.
 *
 * @public
 */
export function Panel(props: {
  title: string;
  /** Stands on the right of the title: a link, a button, a freshness note. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Card className={styles.panel} role="region" aria-labelledby={id}>
      <CardHeader>
        <div className={styles.head}>
          <Text as="h2" variant="title-x-small" weight="bold" id={id}>
            {props.title}
          </Text>
          {props.aside}
        </div>
      </CardHeader>
      <CardBody>{props.children}</CardBody>
    </Card>
  );
}
