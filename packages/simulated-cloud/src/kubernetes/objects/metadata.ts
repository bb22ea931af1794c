import { randomUUID } from 'node:crypto';
import { isEqual } from 'lodash';
import type { ServedResource } from '../resources/ResourceRegistry';
import { conflict, invalid, modified } from '../status';
import type { KubeObject, ObjectMeta } from '../types';
import { generatedName } from './names';

/** `2026-01-05T08:00:00Z`: seconds, as Kubernetes writes time. */
export function timestamp(now: number): string {
  return new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** What only the server may set, on a new object. */
export function newMetadata(
  served: ServedResource,
  given: ObjectMeta,
  now: number,
): ObjectMeta {
  const {
    name,
    generateName,
    deletionTimestamp: _deleted,
    deletionGracePeriodSeconds: _grace,
    resourceVersion: _version,
    selfLink: _link,
    managedFields: _managed,
    ...rest
  } = given;
  return {
    ...withoutEmpty(rest),
    name: name || (generateName ? generatedName(generateName) : ''),
    ...(generateName ? { generateName } : {}),
    uid: randomUUID(),
    ...(served.type.generation ? { generation: 1 } : {}),
    creationTimestamp: timestamp(now),
  };
}

/** What only the server may set, kept from the object that is being changed. */
export function keptMetadata(
  current: ObjectMeta,
  given: ObjectMeta,
): ObjectMeta {
  const { selfLink: _link, ...rest } = withoutEmpty(given);
  const kept: ObjectMeta = {
    ...rest,
    name: current.name,
    namespace: current.namespace,
    uid: current.uid,
    creationTimestamp: current.creationTimestamp,
    generation: current.generation,
    resourceVersion: current.resourceVersion,
    generateName: current.generateName,
    deletionTimestamp: current.deletionTimestamp,
    deletionGracePeriodSeconds: current.deletionGracePeriodSeconds,
    managedFields: current.managedFields,
  };
  return withoutUndefined(kept);
}

/** The checks of optimistic concurrency. */
export function requireUnmodified(
  served: ServedResource,
  current: KubeObject,
  given: ObjectMeta,
): void {
  const { name, uid, resourceVersion } = current.metadata;
  if (given.uid && given.uid !== uid) {
    throw conflict(
      served.type,
      name,
      `Precondition failed: UID in precondition: ${given.uid}, UID in object meta: ${uid}`,
    );
  }
  if (given.resourceVersion && given.resourceVersion !== resourceVersion) {
    throw modified(served.type, name);
  }
}

/** An object that is going away takes no more finalizers. */
export function requireNoNewFinalizers(
  served: ServedResource,
  current: KubeObject,
  next: KubeObject,
): void {
  if (!current.metadata.deletionTimestamp) return;
  const added = (next.metadata.finalizers ?? []).filter(
    finalizer => !current.metadata.finalizers?.includes(finalizer),
  );
  if (added.length === 0) return;
  throw invalid(served.type, current.metadata.name, [
    {
      reason: 'FieldValueForbidden',
      message: `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${added
        .map(finalizer => JSON.stringify(finalizer))
        .join(', ')}}`,
      field: 'metadata.finalizers',
    },
  ]);
}

/** Counts a change of anything but metadata and, where it is a subresource, status. */
export function withGeneration(
  served: ServedResource,
  current: KubeObject,
  next: KubeObject,
): KubeObject {
  if (!served.type.generation) return next;
  const desired = (object: KubeObject) => {
    const { metadata: _, status, apiVersion: __, ...rest } = object;
    return served.version.status ? rest : { ...rest, status };
  };
  if (isEqual(desired(current), desired(next))) return next;
  const generation = (current.metadata.generation ?? 0) + 1;
  return { ...next, metadata: { ...next.metadata, generation } };
}

/** `labels: {}` and `finalizers: []` are not kept. */
function withoutEmpty(metadata: Partial<ObjectMeta>): Partial<ObjectMeta> {
  return Object.fromEntries(
    Object.entries(metadata).filter(
      ([, value]) =>
        value !== null &&
        value !== undefined &&
        (typeof value !== 'object' || Object.keys(value).length > 0),
    ),
  );
}

function withoutUndefined(metadata: ObjectMeta): ObjectMeta {
  return Object.fromEntries(
    Object.entries(metadata).filter(([, value]) => value !== undefined),
  ) as ObjectMeta;
}
