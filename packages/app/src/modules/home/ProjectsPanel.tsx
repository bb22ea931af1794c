import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { cloudTopics } from '@flytower/cloud-common';
import type { Project } from '@flytower/cloud-common/projects';
import { EmptyState, QuotaBar } from '@flytower/cloud-react';
import { projectsApiRef } from '@flytower/cloud-react/api';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import { useQuery } from '@tanstack/react-query';
import { appTranslationRef } from '../../translation';
import { homeQueries, rows } from './queries';
import { SummaryPanel } from './SummaryPanel';
import { SummaryRow } from './SummaryRow';

export function ProjectsPanel({ reader }: { reader: string[] }) {
  const { t } = useTranslationRef(appTranslationRef);
  const projects = useQuery(
    homeQueries.projects(useApi(projectsApiRef), reader),
  );
  useSignalInvalidation(cloudTopics.projects, ['projects', 'home']);

  return (
    <SummaryPanel
      title={t('home.projects.title')}
      href="/projects"
      query={projects}
      troubled={[]}
      moving={[]}
      limit={rows}
      empty={
        <EmptyState
          title={t('home.projects.emptyTitle')}
          description={t('home.projects.empty')}
          action={
            <ButtonLink variant="secondary" href="/projects?show=all">
              {t('home.projects.all')}
            </ButtonLink>
          }
        />
      }
      row={project => (
        <SummaryRow
          entityRef={project.entityRef}
          name={project.name}
          details={[
            project.environment,
            project.regions.join(', '),
            t('home.projects.servers', { count: project.counts.servers }),
          ]}
          state={<Cores project={project} />}
        />
      )}
    />
  );
}

function Cores({ project }: { project: Project }) {
  const { t } = useTranslationRef(appTranslationRef);
  const cores = project.quota.filter(({ name }) => name === 'cores');
  if (cores.length === 0) return null;
  const unlimited = cores.some(({ limit }) => limit < 0);
  const sum = (key: 'used' | 'limit') =>
    cores.reduce((total, item) => total + item[key], 0);
  return (
    <QuotaBar
      compact
      unit={t('home.projects.unit')}
      label={t('home.projects.cores', { project: project.name })}
      used={sum('used')}
      limit={unlimited ? -1 : sum('limit')}
    />
  );
}
