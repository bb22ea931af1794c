import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { ClustersClient } from '@flytower/cloud-common/clusters';
import { clustersApiRef } from '@flytower/cloud-react/api';

/** The door to clusters, for every plugin of the portal. */
export const clustersApi = ApiBlueprint.make({
  name: 'door',
  params: defineParams =>
    defineParams({
      api: clustersApiRef,
      deps: { discovery: discoveryApiRef, fetch: fetchApiRef },
      factory: options => new ClustersClient(options),
    }),
});
