import type { ServedResource } from './ResourceRegistry';
import { type ResourceType, apiVersionOf } from './ResourceType';

/** A kind in the version that it is stored in. */
export function servedInStorage(type: ResourceType): ServedResource {
  const version =
    type.versions.find(candidate => candidate.storage) ?? type.versions[0];
  return { type, version, apiVersion: apiVersionOf(type.group, version.name) };
}
