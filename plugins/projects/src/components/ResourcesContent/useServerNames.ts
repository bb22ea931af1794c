import { useApi } from '@backstage/frontend-plugin-api';
import type { CloudResource } from '@flytower/cloud-common/projects';
import { projectsApiRef } from '@flytower/cloud-react/api';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { projectQueries } from '../../queries';
import type { NameOf } from './detailsInWords';

const none: CloudResource[] = [];

/** Names of the servers that volumes are attached to: OpenStack tells their ids only. */
export function useServerNames(
  projectId: string,
  shown: CloudResource[] = none,
): NameOf {
  const api = useApi(projectsApiRef);
  const servers = useQuery({
    ...projectQueries.resources(api, projectId, {
      type: ['server'],
      limit: 500,
    }),
    enabled: shown.some(({ details }) => details.servers),
  });
  const names = useMemo(
    () =>
      new Map(
        [...(servers.data?.items ?? none), ...shown]
          .filter(({ type }) => type === 'server')
          .map(({ id, name }) => [id, name]),
      ),
    [servers.data, shown],
  );
  return useCallback(id => names.get(id), [names]);
}
