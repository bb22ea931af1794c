import type { ServedResource } from '../resources/ResourceRegistry';

/** What nobody owns: it is the server's. */
const serverFields = [
  'name',
  'namespace',
  'creationTimestamp',
  'selfLink',
  'uid',
  'generation',
  'managedFields',
  'resourceVersion',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
].map(field => `f:metadata\u0001f:${field}`);

const stripped = new Set([
  'f:apiVersion',
  'f:kind',
  'f:metadata',
  ...serverFields,
]);

/** Whether a place can be owned through an address: status and the rest keep apart. */
export function isOwnable(
  served: ServedResource,
  key: string,
  subresource?: string,
): boolean {
  if (stripped.has(key)) return false;
  if (!served.version.status) return true;
  const isStatus = key === 'f:status' || key.startsWith('f:status\u0001');
  if (subresource === 'status') {
    return isStatus || key.startsWith('f:metadata\u0001');
  }
  return !isStatus;
}
