import type { Config } from '@backstage/config';
import { EndpointPolicy } from '../http';

/** Reads `cloud.endpoints`. */
export function readEndpointPolicy(config: Config): EndpointPolicy {
  return new EndpointPolicy(
    config.getOptionalStringArray('cloud.endpoints.allow') ?? [],
  );
}
