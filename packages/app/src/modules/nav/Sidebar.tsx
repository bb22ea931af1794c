import {
  Link,
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
  useSidebarOpenState,
} from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  NavContentBlueprint,
  type NavContentComponentProps,
} from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import {
  RiMenuLine,
  RiNotification3Line,
  RiSearchLine,
} from '@remixicon/react';
import { Mark } from '../../brand/Mark';
import { appTranslationRef } from '../../translation';
import styles from './Sidebar.module.css';

/** The way through the house: the cloud first, then the catalog and what can be created. */
export const sidebar = NavContentBlueprint.make({
  params: { component: FlytowerSidebar },
});

function FlytowerSidebar({ navItems }: NavContentComponentProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const nav = navItems.withComponent(item => (
    <SidebarItem icon={() => item.icon} to={item.href} text={item.title} />
  ));
  // These have places of their own below.
  nav.take('page:search');
  nav.take('page:notifications');
  // Reached from an entity, as it shows nothing without one.
  nav.take('page:catalog-graph');

  return (
    <Sidebar>
      <Brand />
      <SidebarGroup
        label={t('nav.search')}
        icon={<RiSearchLine />}
        to="/search"
      >
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label={t('nav.menu')} icon={<RiMenuLine />}>
        {nav.take('page:home')}
        {nav.take('page:cloud-overview')}
        {nav.take('page:projects')}
        {nav.take('page:clusters')}
        {nav.take('page:functions')}
        <SidebarDivider />
        {nav.take('page:catalog')}
        {nav.take('page:scaffolder')}
        <SidebarScrollWrapper>
          {nav.rest({ sortBy: 'title' })}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <NotificationsSidebarItem
        renderItem={({ unreadCount, to, onClick }) => (
          <SidebarItem
            icon={InboxIcon}
            to={to}
            onClick={onClick}
            text={
              unreadCount > 0
                ? t('nav.unread', { amount: String(unreadCount) })
                : t('nav.notifications')
            }
          />
        )}
      />
      <SidebarGroup
        label={t('nav.settings')}
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        {nav.take('page:user-settings')}
      </SidebarGroup>
    </Sidebar>
  );
}

function Brand() {
  const { t } = useTranslationRef(appTranslationRef);
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      to="/"
      underline="none"
      className={styles.brand}
      aria-label={t('nav.homeLabel')}
    >
      <span className={styles.mark}>
        <Mark />
      </span>
      {isOpen && <span className={styles.name}>{t('brand.name')}</span>}
    </Link>
  );
}

function InboxIcon() {
  return <RiNotification3Line />;
}
