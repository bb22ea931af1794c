import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { CloudPage } from '@flytower/cloud-react';
import { NavLink, Outlet } from 'react-router-dom';
import { overviewRouteRef } from '../routes';
import { overviewTranslationRef } from '../translation';
import styles from './overview.module.css';

/** Frame of the three tabs; each has an address of its own. */
export function OverviewPage() {
  const { t } = useTranslationRef(overviewTranslationRef);
  const root = useRouteRef(overviewRouteRef)?.() ?? '/cloud';
  return (
    <CloudPage title={t('page.title')} description={t('page.description')}>
      <nav className={styles.tabs} aria-label={t('page.tabs')}>
        <NavLink to={root} end>
          {t('page.attention')}
        </NavLink>
        <NavLink to={`${root}/operations`}>{t('page.operations')}</NavLink>
        <NavLink to={`${root}/approvals`}>{t('page.approvals')}</NavLink>
      </nav>
      <Outlet />
    </CloudPage>
  );
}
