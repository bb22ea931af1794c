import {
  BreadcrumbEntry,
  useBreadcrumbEntries,
  useTranslationRef,
  type PageLayoutProps,
} from '@backstage/frontend-plugin-api';
import { Container, Link } from '@backstage/ui';
import { NavLink, useResolvedPath } from 'react-router-dom';
import { appTranslationRef } from '../../translation';
import styles from './PageFrame.module.css';

/**
 * What stands above a plugin's page: where it is, what can be done, and its sub-pages. The sub-pages are links of a
 * navigation and not tabs, as they lead somewhere and control no panel.
 */
export function PageFrame(props: PageLayoutProps) {
  const { title, titleLink, noHeader, children } = props;
  const path = useResolvedPath('.').pathname.replace(/\/$/, '');
  if (noHeader) return <>{children}</>;
  if (!title) return <Framed {...props} path={path} />;
  return (
    <BreadcrumbEntry entry={{ label: title, href: titleLink ?? (path || '/') }}>
      <Framed {...props} path={path} />
    </BreadcrumbEntry>
  );
}

function Framed(props: PageLayoutProps & { path: string }) {
  const { title, icon, tabs = [], headerActions, path, children } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const { items } = useBreadcrumbEntries();
  return (
    <>
      <Container className={styles.frame}>
        <header className={styles.bar}>
          {icon && (
            <span className={styles.icon} aria-hidden="true">
              {icon}
            </span>
          )}
          <nav aria-label={t('layout.trail')} className={styles.trail}>
            {items.map(({ href, label }, i) => (
              <Link
                key={href}
                href={href}
                color="secondary"
                aria-current={i === items.length - 1 ? 'page' : undefined}
              >
                {label}
              </Link>
            ))}
          </nav>
          <div className={styles.actions}>{headerActions}</div>
        </header>
        {tabs.length > 0 && (
          <nav
            aria-label={t('layout.pages', { title: title ?? '' })}
            className={styles.tabs}
          >
            {tabs.map(({ id, label, href }) => (
              <NavLink
                key={id}
                to={href.startsWith('/') ? href : `${path}/${href}`}
                className={styles.tab}
              >
                {label}
              </NavLink>
            ))}
          </nav>
        )}
      </Container>
      {children}
    </>
  );
}
