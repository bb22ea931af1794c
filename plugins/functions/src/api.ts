import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { FunctionsClient } from '@flytower/cloud-common/functions';
import { functionsApiRef } from '@flytower/cloud-react/api';

/** The door to functions, for every plugin of the portal. */
export const functionsApi = ApiBlueprint.make({
  name: 'door',
  params: defineParams =>
    defineParams({
      api: functionsApiRef,
      deps: { discovery: discoveryApiRef, fetch: fetchApiRef },
      factory: options => new FunctionsClient(options),
    }),
});
