import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { CloudPage } from '@flytower/cloud-react';
import { useOperations } from '@flytower/cloud-react/operations';
import { NavLink, Outlet } from 'react-router-dom';
import { overviewRouteRef } from '../routes';
import { overviewTranslationRef } from '../translation';
import { mayDecide, unread, waiting } from './ApprovalsTab/waiting';
import styles from './overview.module.css';

/** Frame of the three tabs; each has an address of its own. */
export function OverviewPage() {
  const { t } = useTranslationRef(overviewTranslationRef);
  const root = useRouteRef(overviewRouteRef)?.() ?? '/cloud';
  const { data } = useOperations(waiting);
  const mine = data?.items.filter(mayDecide).length ?? 0;
  const orMore = data && unread(data) > 0 ? '+' : '';
  return (
    <CloudPage title={t('page.title')} description={t('page.description')}>
      <nav className={styles.tabs} aria-label={t('page.tabs')}>
        <NavLink to={root} end>
          {t('page.attention')}
        </NavLink>
        <NavLink to={`${root}/operations`}>{t('page.operations')}</NavLink>
        <NavLink to={`${root}/approvals`}>
          {mine === 0
            ? t('page.approvals')
            : t('page.approvalsWaiting', { amount: `${mine}${orMore}` })}
        </NavLink>
      </nav>
      <Outlet />
    </CloudPage>
  );
}
