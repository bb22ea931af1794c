import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { OperationsClient } from '@flytower/cloud-common/operations';
import { operationsApiRef } from '@flytower/cloud-react/api';

/** The doors to operations and findings of all domains, for every plugin of the portal. */
export const operationsApi = ApiBlueprint.make({
  name: 'operations',
  params: defineParams =>
    defineParams({
      api: operationsApiRef,
      deps: { discovery: discoveryApiRef, fetch: fetchApiRef },
      factory: options => ({
        projects: new OperationsClient('projects', options),
        clusters: new OperationsClient('clusters', options),
        functions: new OperationsClient('functions', options),
      }),
    }),
});
