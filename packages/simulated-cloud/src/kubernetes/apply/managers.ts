import { isEqual } from 'lodash';
import type { ManagedFieldsEntry } from '../types';
import { fromFieldsV1, toFieldsV1 } from './paths';

/** Somebody who owns fields, and which. */
export interface Manager
  extends Omit<ManagedFieldsEntry, 'fieldsType' | 'fieldsV1'> {
  fields: Set<string>;
}

export function readManagers(entries: ManagedFieldsEntry[] = []): Manager[] {
  return entries.map(({ fieldsType: _type, fieldsV1, ...entry }) => ({
    ...entry,
    fields: fromFieldsV1(fieldsV1),
  }));
}

/** The same writer, by the same means, in the same version, at the same address. */
export function isSame(
  a: Omit<Manager, 'fields'>,
  b: Omit<Manager, 'fields'>,
): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  );
}

/** As entries of `managedFields`; the time of an entry is when its fields last changed. */
export function writeManagers(
  managers: Manager[],
  before: ManagedFieldsEntry[] = [],
): ManagedFieldsEntry[] {
  return managers
    .filter(({ fields }) => fields.size > 0)
    .map(({ fields, ...manager }): ManagedFieldsEntry => {
      const fieldsV1 = toFieldsV1(fields);
      const old = before.find(entry => isSame(entry, manager));
      const unchanged = old && isEqual(old.fieldsV1, fieldsV1);
      return {
        manager: manager.manager,
        operation: manager.operation,
        apiVersion: manager.apiVersion,
        time: unchanged ? old.time : manager.time,
        fieldsType: 'FieldsV1',
        fieldsV1,
        ...(manager.subresource ? { subresource: manager.subresource } : {}),
      };
    })
    .sort(byKind);
}

/** Appliers first, as the real server lists them. */
function byKind(a: ManagedFieldsEntry, b: ManagedFieldsEntry): number {
  if (a.operation !== b.operation) return a.operation === 'Apply' ? -1 : 1;
  const times = (a.time ?? '').localeCompare(b.time ?? '');
  return times || a.manager.localeCompare(b.manager);
}
