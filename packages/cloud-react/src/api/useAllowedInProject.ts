import { useApiHolder } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { projectsApiRef } from './refs';

/**
 * Whether the one who asks may do `operation` in a project, where only its id is at hand; false as long as it is not
 * known.
 *
 * @public
 */
export function useAllowedInProject(
  operation: 'create-cluster' | 'deploy-function',
  projectId: string,
): boolean {
  const api = useApiHolder().get(projectsApiRef);
  const project = useQuery({
    // As the projects plugin keeps it: on a project's page it is there already.
    queryKey: ['projects', 'detail', projectId],
    queryFn: ({ signal }) => api!.getProject(projectId, { signal }),
    enabled: api !== undefined && projectId !== '',
  });
  return project.data?.allowedOperations.includes(operation) ?? false;
}
