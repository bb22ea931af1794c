import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { cloudAnnotations, cloudTopics } from '@flytower/cloud-common';
import { projectsApiRef } from '@flytower/cloud-react/api';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import { useQuery } from '@tanstack/react-query';
import { projectQueries } from './queries';

/** Keystone id of the project that the entity page is about. */
export function useProjectId(): string {
  const { entity } = useEntity();
  return entity.metadata.annotations?.[cloudAnnotations.projectId] ?? '';
}

/** The project that the entity page is about. */
export function useProject() {
  const id = useProjectId();
  useSignalInvalidation(cloudTopics.projects, projectQueries.all());
  return useQuery(projectQueries.detail(useApi(projectsApiRef), id));
}
