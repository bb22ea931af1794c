import {
  clustersApiRef,
  functionsApiRef,
  projectsApiRef,
} from '@flytower/cloud-react/api';
import { slow } from '@flytower/cloud-react/live';
import { queryOptions } from '@tanstack/react-query';

type ProjectsApi = typeof projectsApiRef.T;
type ClustersApi = typeof clustersApiRef.T;
type FunctionsApi = typeof functionsApiRef.T;

/** How many rows a panel shows at most. */
export const rows = 5;

export const troubledClusters = ['failed', 'agent-lost', 'degraded', 'unknown'];
export const movingClusters = ['provisioning', 'updating', 'removing'];
export const troubledFunctions = ['failed', 'unknown'];
export const movingFunctions = ['building', 'deploying', 'pending', 'removing'];

const soon = 5_000;

/**
 * What the home page asks. Everything is *mine*: owned or readable by one's own groups. Lists of what is in trouble are
 * asked for apart, so that a broken cluster is on the page also when it is the hundredth by name.
 */
export const homeQueries = {
  projects: (api: ProjectsApi, reader: string[]) =>
    queryOptions({
      queryKey: ['projects', 'home', reader],
      queryFn: () => api.listProjects({ reader, limit: rows }),
      refetchInterval: slow,
    }),
  clusters: (api: ClustersApi, reader: string[], state?: string[]) =>
    queryOptions({
      queryKey: ['clusters', 'home', reader, state],
      queryFn: () => api.listClusters({ reader, state, limit: rows }),
      refetchInterval: ({ state: { data } }) =>
        data?.items.some(item => movingClusters.includes(item.state))
          ? soon
          : slow,
    }),
  functions: (api: FunctionsApi, reader: string[], state?: string[]) =>
    queryOptions({
      queryKey: ['functions', 'home', reader, state],
      queryFn: () => api.listFunctions({ reader, state, limit: rows }),
      refetchInterval: ({ state: { data } }) =>
        data?.items.some(item => movingFunctions.includes(item.state))
          ? soon
          : slow,
    }),
};
