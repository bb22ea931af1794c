import { CloudQueryProvider } from '@flytower/cloud-react/live';
import { ProjectsPage } from './ProjectsPage';

/** The page as the portal mounts it. */
export function ProjectsRoot() {
  return (
    <CloudQueryProvider>
      <ProjectsPage />
    </CloudQueryProvider>
  );
}
