import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { ButtonLink, Container, Link, Text } from '@backstage/ui';
import { RiArrowLeftSLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { cloudReactTranslationRef } from '../words/translation';
import styles from './CloudPage.module.css';

/**
 * The frame of every page of the suite: what this is, what can be done here, where one came from, and then the thing
 * itself.
 *
 * @public
 */
export function CloudPage(props: {
  title: string;
  /** One sentence on what there is to see here. */
  description?: string;
  /** Buttons, the most wanted last. */
  actions?: ReactNode;
  /** What the catalog says of it, for pages about one thing. */
  entityRef?: string;
  /** The list that it is in. */
  back?: { href?: string; label: string };
  children: ReactNode;
}) {
  const { title, description, actions, entityRef, back } = props;
  return (
    <main>
      <Container className={styles.page}>
        <div className={styles.head}>
          <div className={styles.words}>
            <Text as="h1" variant="title-small" weight="bold">
              {title}
            </Text>
            {description && (
              <Text as="p" variant="body-medium" color="secondary">
                {description}
              </Text>
            )}
          </div>
          {(actions || entityRef) && (
            <div className={styles.actions}>
              {entityRef && <CatalogButton entityRef={entityRef} />}
              {actions}
            </div>
          )}
        </div>
        {back?.href && (
          <div className={styles.note}>
            <Link href={back.href} className={styles.back}>
              <RiArrowLeftSLine size={16} aria-hidden="true" />
              {back.label}
            </Link>
          </div>
        )}
        {props.children}
      </Container>
    </main>
  );
}

function CatalogButton({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  const entityPath = useRouteRef(entityRouteRef);
  if (!entityPath) return null;
  return (
    <ButtonLink
      variant="secondary"
      href={entityPath(entityRouteParams(entityRef))}
    >
      {t('page.inCatalog')}
    </ButtonLink>
  );
}
