import { isEqual } from 'lodash';
import type { ServedResource } from '../resources/ResourceRegistry';
import type { KubeObject } from '../types';
import { rootType } from './FieldType';
import { type Leaves, leavesOf } from './leaves';
import { isSame, readManagers, writeManagers } from './managers';
import { isOwnable } from './ownedFields';

interface Write {
  manager: string;
  subresource?: string;
  time: string;
}

/** Places that two states of an object differ at. */
export interface Difference {
  changed: Set<string>;
  removed: Set<string>;
}

export function differenceOf(before: Leaves, after: Leaves): Difference {
  const changed = new Set<string>();
  const removed = new Set<string>();
  for (const [key, value] of after) {
    if (!before.has(key) || !isEqual(before.get(key), value)) changed.add(key);
  }
  for (const key of before.keys()) if (!after.has(key)) removed.add(key);
  return { changed, removed };
}

/** Notes in `metadata.managedFields` who wrote what: the writer owns what it changed, and nobody what is gone. */
export function ownFields(
  served: ServedResource,
  current: KubeObject | undefined,
  next: KubeObject,
  { manager, subresource, time }: Write,
): KubeObject {
  const type = rootType(served.version.schema);
  const before = current ? leavesOf(current, type, true) : new Map();
  const after = leavesOf(next, type, true);
  const { changed, removed } = differenceOf(before, after);
  const entries = current?.metadata.managedFields ?? [];
  const managers = readManagers(entries);
  const self = {
    manager,
    operation: 'Update' as const,
    apiVersion: served.apiVersion,
    time,
    ...(subresource ? { subresource } : {}),
  };
  let own = managers.find(candidate => isSame(candidate, self));
  if (own) own.time = time;
  else {
    own = { ...self, fields: new Set() };
    managers.push(own);
  }
  for (const other of managers) {
    for (const key of removed) other.fields.delete(key);
    if (other === own) continue;
    for (const key of changed) other.fields.delete(key);
  }
  for (const key of changed) {
    if (isOwnable(served, key, subresource)) own.fields.add(key);
  }
  return {
    ...next,
    metadata: {
      ...next.metadata,
      managedFields: writeManagers(managers, entries),
    },
  };
}
