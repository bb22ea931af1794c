import { withCloudQueries } from '@flytower/cloud-react/live';
import { ProjectsPage } from './ProjectsPage';

/** The page as the portal mounts it. */
export const ProjectsRoot = withCloudQueries(ProjectsPage);
