import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import { cloudAnnotations, cloudTopics } from '@flytower/cloud-common';
import { EmptyState } from '@flytower/cloud-react';
import { clustersApiRef, useAllowedInProject } from '@flytower/cloud-react/api';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import { CloudTable, useListState } from '@flytower/cloud-react/table';
import { useQuery } from '@tanstack/react-query';
import { clusterQueries } from '../../queries';
import { templatePath } from '../../templatePaths';
import { clustersTranslationRef } from '../../translation';
import { useClusterColumns } from '../ClustersPage/useClusterColumns';
import { useClusterFilters } from '../ClustersPage/useClusterFilters';

/** The clusters of a project. */
export function ProjectClusters() {
  const { t } = useTranslationRef(clustersTranslationRef);
  const { entity } = useEntity();
  const projectId =
    entity.metadata.annotations?.[cloudAnnotations.projectId] ?? '';
  const mayCreate = useAllowedInProject('create-cluster', projectId);
  const list = useListState({
    sorts: ['name', 'owner', 'state', 'version', 'nodes'],
    filters: ['state', 'version', 'region'],
  });
  const clusters = useQuery({
    ...clusterQueries.list(useApi(clustersApiRef), {
      ...list.query,
      projectId: [projectId],
    }),
    enabled: projectId !== '',
  });
  useSignalInvalidation(cloudTopics.clusters, clusterQueries.all());
  const known = ['project', 'owner'];

  return (
    <CloudTable
      label={t('page.title')}
      searchLabel={t('page.search')}
      query={clusters}
      list={list}
      columns={useClusterColumns().filter(({ id }) => !known.includes(id))}
      filters={useClusterFilters(['state', 'version', 'region'])}
      empty={
        <EmptyState
          title={t('empty.projectTitle')}
          description={t('empty.project')}
          action={
            mayCreate && (
              <ButtonLink
                variant="secondary"
                href={templatePath('cluster', { projectId })}
              >
                {t('page.create')}
              </ButtonLink>
            )
          }
        />
      }
    />
  );
}
