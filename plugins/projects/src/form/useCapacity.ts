import { useApi } from '@backstage/frontend-plugin-api';
import { projectsApiRef } from '@flytower/cloud-react/api';
import { useQuery } from '@tanstack/react-query';
import { projectQueries } from '../queries';

/** What may be chosen in a project, and what is left of its quota; nothing is asked while no project is chosen. */
export function useCapacity(projectId: string) {
  return useQuery(projectQueries.capacity(useApi(projectsApiRef), projectId));
}
