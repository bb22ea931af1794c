import { useApiHolder } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { projectsApiRef } from '../api';
import { AllowedAction } from './AllowedAction';

/**
 * Shows its children only when the one who asks may do `operation` in the project, where only its id is at hand.
 *
 * @public
 */
export function AllowedInProject(props: {
  operation: 'create-cluster' | 'deploy-function';
  projectId: string;
  children: ReactNode;
}) {
  const { operation, projectId, children } = props;
  const api = useApiHolder().get(projectsApiRef);
  const project = useQuery({
    // As the projects plugin keeps it: on a project's page it is there already.
    queryKey: ['projects', 'detail', projectId],
    queryFn: ({ signal }) => api!.getProject(projectId, { signal }),
    enabled: api !== undefined && projectId !== '',
  });
  return (
    project.data && (
      <AllowedAction operation={operation} on={project.data}>
        {children}
      </AllowedAction>
    )
  );
}
