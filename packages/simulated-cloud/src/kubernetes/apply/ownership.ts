import type { ServedResource } from '../resources/ResourceRegistry';
import type { KubeObject } from '../types';

interface Write {
  manager: string;
  subresource?: string;
  time: string;
  applied?: KubeObject;
}

/** Notes in `metadata.managedFields` who wrote what. */
export function ownFields(
  _served: ServedResource,
  _current: KubeObject | undefined,
  next: KubeObject,
  _write: Write,
): KubeObject {
  return next;
}
