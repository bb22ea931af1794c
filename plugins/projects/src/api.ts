import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { ProjectsClient } from '@flytower/cloud-common/projects';
import { projectsApiRef } from '@flytower/cloud-react/api';

/** The door to projects, for every plugin of the portal. */
export const projectsApi = ApiBlueprint.make({
  name: 'door',
  params: defineParams =>
    defineParams({
      api: projectsApiRef,
      deps: { discovery: discoveryApiRef, fetch: fetchApiRef },
      factory: options => new ProjectsClient(options),
    }),
});
