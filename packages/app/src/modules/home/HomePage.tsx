import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { AsyncContent, CloudPage } from '@flytower/cloud-react';
import { useMyRefs } from '@flytower/cloud-react/api';
import { CloudQueryProvider } from '@flytower/cloud-react/live';
import { RiAddLine } from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import { appTranslationRef } from '../../translation';
import { ClustersPanel } from './ClustersPanel';
import { FunctionsPanel } from './FunctionsPanel';
import styles from './HomePage.module.css';
import { ProjectsPanel } from './ProjectsPanel';

/** What my teams have in the cloud: counts, states, and what needs a look first. */
export function HomePage() {
  return (
    <CloudQueryProvider>
      <Home />
    </CloudQueryProvider>
  );
}

function Home() {
  const { t } = useTranslationRef(appTranslationRef);
  const mine = useMyRefs();
  return (
    <CloudPage
      title={useGreeting()}
      description={t('home.lead')}
      actions={
        <>
          <ButtonLink
            variant="secondary"
            iconStart={<RiAddLine />}
            href="/create/templates/default/function"
          >
            {t('home.functions.create')}
          </ButtonLink>
          <ButtonLink
            variant="primary"
            iconStart={<RiAddLine />}
            href="/create/templates/default/cluster"
          >
            {t('home.clusters.create')}
          </ButtonLink>
        </>
      }
    >
      <AsyncContent query={mine}>
        {reader => (
          <div className={styles.panels}>
            <ClustersPanel reader={reader} />
            <FunctionsPanel reader={reader} />
            <ProjectsPanel reader={reader} />
          </div>
        )}
      </AsyncContent>
    </CloudPage>
  );
}

function useGreeting(): string {
  const { t } = useTranslationRef(appTranslationRef);
  const identity = useApi(identityApiRef);
  const profile = useQuery({
    queryKey: ['cloud', 'my-profile'],
    queryFn: () => identity.getProfileInfo(),
    staleTime: Infinity,
  });
  const name = profile.data?.displayName?.split(' ')[0];
  if (!name) return t('home.title');
  const hour = new Date().getHours();
  if (hour < 12) return t('home.morning', { name });
  return hour < 18
    ? t('home.afternoon', { name })
    : t('home.evening', { name });
}
