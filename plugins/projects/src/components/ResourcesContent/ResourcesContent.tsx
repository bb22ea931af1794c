import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { cloudTopics } from '@flytower/cloud-common';
import type { CloudResource } from '@flytower/cloud-common/projects';
import { EmptyState, RelativeTime, StatusBadge } from '@flytower/cloud-react';
import { projectsApiRef, useAllowedInProject } from '@flytower/cloud-react/api';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import { OperationMenu } from '@flytower/cloud-react/operations';
import {
  CloudTable,
  useListState,
  type CloudColumn,
} from '@flytower/cloud-react/table';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { projectQueries } from '../../queries';
import { projectsTranslationRef } from '../../translation';
import { useProjectId } from '../../useProject';

type Sort = 'name' | 'type' | 'state' | 'region' | 'createdAt';
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

  return (
    <CloudTable
      label={t('resources.title')}
      searchLabel={t('resources.search')}
      query={resources}
      list={list}
      columns={useResourceColumns()}
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
  );
}

function useResourceColumns(): CloudColumn<CloudResource, Sort>[] {
  const { t } = useTranslationRef(projectsTranslationRef);
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('column.resource'),
        sort: 'name',
        cell: resource => (
          <Text weight="bold" title={resource.id}>
            {resource.name || resource.id}
          </Text>
        ),
      },
      {
        id: 'type',
        label: t('column.type'),
        sort: 'type',
        cell: resource => t(`type.${resource.type}`),
      },
      {
        id: 'state',
        label: t('column.state'),
        sort: 'state',
        cell: resource => (
          <StatusBadge tone={resource.health} label={resource.state} />
        ),
      },
      {
        id: 'region',
        label: t('column.region'),
        sort: 'region',
        cell: resource => resource.region,
      },
      {
        id: 'details',
        label: t('column.details'),
        cell: resource => (
          <Text color="secondary">
            {Object.entries(resource.details)
              .map(([name, value]) => `${name} ${value}`)
              .join(' · ')}
          </Text>
        ),
      },
      {
        id: 'created',
        label: t('column.created'),
        sort: 'createdAt',
        cell: resource => <RelativeTime time={resource.createdAt} />,
      },
      {
        id: 'operations',
        label: t('column.operations'),
        align: 'end',
        cell: resource =>
          resource.type === 'server' && (
            <OperationMenu
              variant="menu"
              target={{
                type: 'server',
                id: resource.id,
                title: resource.name || resource.id,
              }}
              allowed={resource.allowedOperations}
              context={{ projectId: resource.projectId }}
            />
          ),
      },
    ],
    [t],
  );
}
