import type {
  ProjectQuery,
  ProjectsApi,
  ResourceQuery,
} from '@flytower/cloud-common/projects';
import { slow } from '@flytower/cloud-react/live';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

/** Resources that are being made or changed settle within seconds; OpenStack itself tells nobody when. */
const soon = 5_000;

/** All that this plugin asks its door. */
export const projectQueries = {
  all: () => ['projects'] as const,

  list: (api: ProjectsApi, query: ProjectQuery) =>
    queryOptions({
      queryKey: [...projectQueries.all(), 'list', query],
      queryFn: ({ signal }) => api.listProjects(query, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: slow,
    }),

  detail: (api: ProjectsApi, id: string) =>
    queryOptions({
      queryKey: [...projectQueries.all(), 'detail', id],
      queryFn: ({ signal }) => api.getProject(id, { signal }),
      refetchInterval: slow,
    }),

  resources: (api: ProjectsApi, id: string, query: ResourceQuery) =>
    queryOptions({
      queryKey: [...projectQueries.all(), 'resources', id, query],
      queryFn: ({ signal }) => api.listResources(id, query, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: ({ state: { data } }) =>
        data?.items.some(({ health }) => health === 'busy') ? soon : slow,
    }),

  /** Read from OpenStack at this moment, so it is kept for a short time only. */
  capacity: (api: ProjectsApi, id: string) =>
    queryOptions({
      queryKey: [...projectQueries.all(), 'capacity', id],
      queryFn: ({ signal }) => api.getCapacity(id, { signal }),
      staleTime: 30_000,
      enabled: id !== '',
    }),
};
