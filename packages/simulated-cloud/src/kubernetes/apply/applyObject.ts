import type { ObjectWriter } from '../objects/ObjectWriter';
import type { WriteOptions } from '../objects/WriteOptions';
import type { ServedResource } from '../resources/ResourceRegistry';
import { StatusError, badRequest, invalid } from '../status';
import {
  type JsonObject,
  type KubeObject,
  type ManagedFieldsEntry,
  isObject,
} from '../types';
import { requireNoConflicts } from './conflicts';
import { rootType } from './FieldType';
import { leavesOf } from './leaves';
import { isSame, readManagers, writeManagers } from './managers';
import { mergeApplied, withoutPaths } from './mergeApplied';
import { placesOf } from './paths';
import { isOwnable } from './ownedFields';
import { differenceOf } from './ownership';

interface ApplyOptions extends WriteOptions {
  force: boolean;
  /** Named by the request; an apply without it is refused. */
  manager: string | null;
  time: string;
}

/** Server-side apply: the object becomes what its appliers state together. */
export function applyObject(
  writer: ObjectWriter,
  served: ServedResource,
  address: { namespace?: string; name: string },
  body: unknown,
  options: ApplyOptions,
): { object: KubeObject; created: boolean } {
  const applied = requireApplied(body, options);
  const current = find(writer, served, address);
  if (!current) {
    const metadata = isObject(applied.metadata) ? applied.metadata : {};
    const named = { ...applied, metadata: { ...metadata, name: address.name } };
    const { managedFields } = merge(served, undefined, applied, options);
    const object = writer.create(served, address.namespace, named, {
      ...options,
      managedFields,
    });
    return { object, created: true };
  }
  const { next, managedFields } = merge(served, current, applied, options);
  const metadata = isObject(applied.metadata) ? applied.metadata : {};
  const wanted = isObject(next.metadata) ? next.metadata : {};
  const object = writer.update(
    served,
    address,
    {
      ...next,
      metadata: { ...wanted, resourceVersion: metadata.resourceVersion },
    },
    { ...options, managedFields },
    true,
  );
  return { object, created: false };
}

function merge(
  served: ServedResource,
  current: KubeObject | undefined,
  applied: JsonObject,
  { manager, subresource, time, force }: ApplyOptions,
): { next: JsonObject; managedFields: ManagedFieldsEntry[] } {
  const type = rootType(served.version.schema);
  const stated = new Set(
    [...leavesOf(applied, type, false).keys()].filter(key =>
      isOwnable(served, key, subresource),
    ),
  );
  const entries = current?.metadata.managedFields ?? [];
  const managers = readManagers(entries);
  const self = {
    manager: manager ?? '',
    operation: 'Apply' as const,
    apiVersion: served.apiVersion,
    time,
    ...(subresource ? { subresource } : {}),
  };
  const others = managers.filter(other => !isSame(other, self));
  const own = managers.find(other => isSame(other, self));

  const live: JsonObject = current ?? {};
  const merged = mergeApplied(live, applied, type);
  const kept = placesOf([stated, ...others.map(({ fields }) => fields)]);
  const dropped = [...(own?.fields ?? [])].filter(key => !kept.has(key));
  const next = withoutPaths(merged, dropped, type);

  const { changed, removed } = differenceOf(
    leavesOf(live, type, true),
    leavesOf(next, type, true),
  );
  const disputed = new Set([...changed].filter(key => stated.has(key)));
  if (!force) requireNoConflicts(others, disputed);
  for (const { fields } of others) {
    for (const key of [...disputed, ...removed]) fields.delete(key);
  }
  return {
    next,
    managedFields: writeManagers(
      [...others, { ...self, fields: stated }],
      entries,
    ),
  };
}

function requireApplied(body: unknown, { manager }: ApplyOptions): JsonObject {
  if (!manager) {
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
      {
        reason: 'FieldValueRequired',
        message: 'Required value: is required for apply patch',
        field: 'fieldManager',
      },
    ]);
  }
  if (!isObject(body)) {
    throw badRequest('an apply patch states a whole object');
  }
  const { managedFields } = isObject(body.metadata) ? body.metadata : {};
  if (managedFields) throw badRequest('metadata.managedFields must be nil');
  return body;
}

function find(
  writer: ObjectWriter,
  served: ServedResource,
  address: { namespace?: string; name: string },
): KubeObject | undefined {
  try {
    return writer.require(served, address);
  } catch (error) {
    if (error instanceof StatusError && error.code === 404) return undefined;
    throw error;
  }
}
