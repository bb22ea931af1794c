import { isEqual } from 'lodash';
import type { Clock } from '../../Clock';
import type { ServedResource } from '../resources/ResourceRegistry';
import { apiVersionOf } from '../resources/ResourceType';
import {
  alreadyExists,
  forbidden,
  internalError,
  invalid,
  notFound,
} from '../status';
import type { Store } from '../storage/Store';
import type { KubeObject } from '../types';
import { ownFields } from '../apply/ownership';
import { conform } from '../validation/conform';
import { decodeObject } from './decode';
import {
  keptMetadata,
  newMetadata,
  requireNoNewFinalizers,
  requireUnmodified,
  timestamp,
  withGeneration,
} from './metadata';
import { requireLabels, requireName } from './names';
import type { WriteOptions } from './WriteOptions';

interface Address {
  namespace?: string;
  name: string;
}

/** Kinds whose replacement must name the version it replaces. */
function isConditional(served: ServedResource): boolean {
  return (
    served.type.custom ||
    [
      'CustomResourceDefinition',
      'PodDisruptionBudget',
      'Lease',
      'APIService',
    ].includes(served.type.kind)
  );
}

/** Creates and changes objects by the rules of an API server. */
export class ObjectWriter {
  constructor(private readonly store: Store, private readonly clock: Clock) {}

  create(
    served: ServedResource,
    namespace: string | undefined,
    body: unknown,
    options: WriteOptions,
  ): KubeObject {
    const { type } = served;
    const given = decodeObject(served, body, { namespace });
    if (given.metadata.resourceVersion) {
      throw internalError(
        'resourceVersion should not be set on objects to be created',
      );
    }
    const now = this.clock.now();
    let object: KubeObject = {
      ...given,
      metadata: newMetadata(served, given.metadata, now),
    };
    requireName(type, object);
    requireLabels(type, object);
    if (namespace) this.requireNamespace(served, namespace, object);
    // a node's kubelet registers it together with its status
    if (served.version.status && type.kind !== 'Node') {
      object = withoutStatus(object);
    }
    object = conform(served, object, options);
    if (type.normalize) object = type.normalize(object);
    if (type.prepare) object = type.prepare(object, timestamp(now));
    const { name } = object.metadata;
    if (this.store.get(type, namespace, name)) throw alreadyExists(type, name);
    return this.commit(served, undefined, object, options);
  }

  /** Replaces an object, or with `subresource: 'status'` its status. */
  update(
    served: ServedResource,
    address: Address,
    body: unknown,
    options: WriteOptions,
    unconditional = false,
  ): KubeObject {
    const { type } = served;
    const given = decodeObject(served, body, address);
    const current = this.require(served, address);
    if (
      !given.metadata.resourceVersion &&
      !unconditional &&
      isConditional(served)
    ) {
      throw invalid(type, address.name, [
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: 0x0: must be specified for an update',
          field: 'metadata.resourceVersion',
        },
      ]);
    }
    requireUnmodified(served, current, given.metadata);
    let next = merged(served, current, given, options.subresource);
    requireNoNewFinalizers(served, current, next);
    requireLabels(type, next);
    next = conform(served, next, options);
    if (type.normalize) next = type.normalize(next);
    next = withGeneration(served, current, next);
    return this.commit(served, current, next, options);
  }

  /** The object at an address, in the requested version, or 404. */
  require(served: ServedResource, { namespace, name }: Address): KubeObject {
    const stored = this.store.get(served.type, namespace, name);
    if (!stored) throw notFound(served.type, name);
    return inVersion(served, stored);
  }

  private commit(
    served: ServedResource,
    current: KubeObject | undefined,
    next: KubeObject,
    options: WriteOptions,
  ): KubeObject {
    const { managedFields } = options;
    if (current && !managedFields && isEqual(current, next)) return current;
    const owned = managedFields
      ? { ...next, metadata: { ...next.metadata, managedFields } }
      : ownFields(served, current, next, {
          manager: options.fieldManager,
          subresource: options.subresource,
          time: timestamp(this.clock.now()),
        });
    if (current && isEqual(current, owned)) return current;
    if (options.dryRun) return owned;
    const stored = inStorageVersion(served, owned);
    const { deletionTimestamp, finalizers } = owned.metadata;
    // the last finalizer is off: now it really goes
    if (
      deletionTimestamp &&
      !finalizers?.length &&
      current?.metadata.finalizers?.length &&
      !isHeldBack(owned)
    ) {
      return inVersion(served, this.store.remove(served.type, stored));
    }
    return inVersion(served, this.store.put(served.type, stored));
  }

  private requireNamespace(
    served: ServedResource,
    namespace: string,
    object: KubeObject,
  ) {
    const kind = { group: '', plural: 'namespaces' };
    const found = this.store.get(kind, undefined, namespace);
    if (!found) throw notFound(kind, namespace);
    if (found.metadata.deletionTimestamp) {
      throw forbidden(
        served.type,
        object.metadata.name,
        `unable to create new content in namespace ${namespace} because it is being terminated`,
      );
    }
  }
}

/** A namespace has finalizers in its spec as well, a pod its time of grace. */
export function isHeldBack(object: KubeObject): boolean {
  const spec = object.spec as { finalizers?: unknown[] } | undefined;
  if (object.kind === 'Namespace') return Boolean(spec?.finalizers?.length);
  return (
    object.kind === 'Pod' &&
    (object.metadata.deletionGracePeriodSeconds ?? 0) > 0
  );
}

/** The same object in the words of the version that was asked for. */
export function inVersion(
  served: ServedResource,
  object: KubeObject,
): KubeObject {
  return object.apiVersion === served.apiVersion
    ? object
    : { ...object, apiVersion: served.apiVersion };
}

function inStorageVersion(served: ServedResource, object: KubeObject) {
  const storage = served.type.versions.find(version => version.storage);
  const apiVersion = storage
    ? apiVersionOf(served.type.group, storage.name)
    : served.apiVersion;
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}

function withoutStatus(object: KubeObject): KubeObject {
  const { status: _, ...rest } = object;
  return rest as KubeObject;
}

/** What a write may change: all but status, or nothing but status. */
function merged(
  served: ServedResource,
  current: KubeObject,
  given: KubeObject,
  subresource?: string,
): KubeObject {
  if (subresource === 'status') {
    // labels and annotations are open to built-in kinds' status writers; custom resources keep all metadata
    const metadata = served.type.custom
      ? current.metadata
      : keptMetadata(current.metadata, {
          ...current.metadata,
          labels: given.metadata.labels,
          annotations: given.metadata.annotations,
        });
    return withStatus({ ...current, metadata }, given);
  }
  const metadata = keptMetadata(current.metadata, given.metadata);
  const next = { ...given, metadata };
  return served.version.status
    ? withStatus(withoutStatus(next), current)
    : next;
}

function withStatus(object: KubeObject, source: KubeObject): KubeObject {
  return 'status' in source
    ? { ...object, status: source.status }
    : withoutStatus(object);
}
