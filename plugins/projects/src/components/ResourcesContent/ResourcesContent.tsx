import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { cloudTopics } from '@flytower/cloud-common';
import type { CloudResource } from '@flytower/cloud-common/projects';
import { EmptyState } from '@flytower/cloud-react';
import { projectsApiRef, useAllowedInProject } from '@flytower/cloud-react/api';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import { useBulk } from '@flytower/cloud-react/operations';
import { CloudTable, useListState } from '@flytower/cloud-react/table';
import { useQuery } from '@tanstack/react-query';
import { projectQueries } from '../../queries';
import { projectsTranslationRef } from '../../translation';
import { useProjectId } from '../../useProject';
import { useResourceColumns } from './useResourceColumns';
import { useServerNames } from './useServerNames';

type ResourceType = CloudResource['type'];

/** Everything in a project: servers, volumes, networks, images. */
export function ResourcesContent() {
  const { t } = useTranslationRef(projectsTranslationRef);
  const projectId = useProjectId();
  const mayCreate = useAllowedInProject('create-cluster', projectId);
  const list = useListState({
    sorts: ['name', 'type', 'state', 'region', 'createdAt'],
    filters: ['type', 'state', 'region'],
  });
  const resources = useQuery(
    projectQueries.resources(useApi(projectsApiRef), projectId, list.query),
  );
  useSignalInvalidation(cloudTopics.projects, projectQueries.all());
  const nameOf = useServerNames(projectId, resources.data?.items);
  const bulk = useBulk({
    type: 'server',
    page: resources.data,
    isOld: resources.isPlaceholderData,
  });

  return (
    <>
      {bulk.menu}
      <CloudTable
        selection={bulk.selection}
        label={t('resources.title')}
        searchLabel={t('resources.search')}
        query={resources}
        list={list}
        columns={useResourceColumns(nameOf)}
        filters={[
          {
            id: 'type',
            label: t('column.type'),
            show: type => t(`type.${type as ResourceType}`),
          },
          { id: 'state', label: t('column.state') },
          { id: 'region', label: t('column.region') },
        ]}
        empty={
          <EmptyState
            title={t('resources.emptyTitle')}
            description={t('resources.empty')}
            action={
              mayCreate && (
                <ButtonLink
                  variant="secondary"
                  href={`/create/templates/default/cluster?formData=${encodeURIComponent(
                    JSON.stringify({ projectId }),
                  )}`}
                >
                  {t('resources.create')}
                </ButtonLink>
              )
            }
          />
        }
      />
    </>
  );
}
