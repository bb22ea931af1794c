import { isObject } from '../types';

/** How entries of a list are told apart: by these fields, by their value, or not at all. */
export type ListKeys = string[] | 'set' | 'atomic';

/** The lists of built-in kinds that are merged entry by entry. */
const keysOfField: Record<string, ListKeys> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
  conditions: ['type'],
  addresses: ['type'],
  ownerReferences: ['uid'],
  finalizers: 'set',
};

/** The keys of a list of a built-in kind. Ports of containers and of services have different ones. */
export function builtInListKeys(field: string, list: unknown[]): ListKeys {
  if (field === 'ports') {
    const first = list.find(isObject);
    if (!first) return 'atomic';
    return 'containerPort' in first
      ? ['containerPort', 'protocol']
      : ['port', 'protocol'];
  }
  return keysOfField[field] ?? 'atomic';
}
