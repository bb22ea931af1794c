import { CloudQueryProvider } from '@flytower/cloud-react/live';
import { ResourcesContent } from './ResourcesContent';

/** The tab as the entity page mounts it. */
export function ResourcesRoot() {
  return (
    <CloudQueryProvider>
      <ResourcesContent />
    </CloudQueryProvider>
  );
}
