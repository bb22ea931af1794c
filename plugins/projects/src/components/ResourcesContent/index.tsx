import { withCloudQueries } from '@flytower/cloud-react/live';
import { ResourcesContent } from './ResourcesContent';

/** The tab as the entity page mounts it. */
export const ResourcesRoot = withCloudQueries(ResourcesContent);
