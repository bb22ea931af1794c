import type { Clock } from '../../Clock';
import type { ServedResource } from '../resources/ResourceRegistry';
import { conflict, notFound } from '../status';
import type { Store } from '../storage/Store';
import { type KubeObject, isObject } from '../types';
import { timestamp } from './metadata';
import { inVersion, isHeldBack } from './ObjectWriter';

/** How something is deleted. */
export interface DeleteOptions {
  propagationPolicy?: string;
  gracePeriodSeconds?: number;
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun?: boolean;
}

/** What became of a deletion: gone, or marked and waiting for its finalizers. */
export interface Removal {
  object: KubeObject;
  gone: boolean;
}

/** Takes care of instances before their definition goes. */
export const definitionFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

/** Deletes objects, or marks them when something holds them back. */
export class ObjectRemover {
  constructor(private readonly store: Store, private readonly clock: Clock) {}

  remove(
    served: ServedResource,
    address: { namespace?: string; name: string },
    options: DeleteOptions = {},
  ): Removal {
    const { type } = served;
    const current = this.store.get(type, address.namespace, address.name);
    if (!current) throw notFound(type, address.name);
    requirePreconditions(served, current, options);

    const now = this.clock.now();
    const marked = this.marked(current, options, now);
    const gone = !marked.metadata.finalizers?.length && !isHeldBack(marked);
    if (options.dryRun) return { object: inVersion(served, marked), gone };
    if (gone) {
      const last = this.store.remove(type, current);
      return { object: inVersion(served, last), gone };
    }
    if (
      current.metadata.deletionTimestamp &&
      marked.metadata.deletionGracePeriodSeconds ===
        current.metadata.deletionGracePeriodSeconds
    ) {
      return { object: inVersion(served, current), gone };
    }
    const object = this.store.put(type, marked);
    return { object: inVersion(served, object), gone };
  }

  private marked(
    current: KubeObject,
    options: DeleteOptions,
    now: number,
  ): KubeObject {
    const { metadata } = current;
    const grace = gracePeriodOf(current, options);
    const object: KubeObject = {
      ...current,
      metadata: {
        ...metadata,
        finalizers: finalizersOf(current, options),
        deletionTimestamp:
          metadata.deletionTimestamp ?? timestamp(now + grace * 1000),
        deletionGracePeriodSeconds: Math.min(
          grace,
          metadata.deletionGracePeriodSeconds ?? grace,
        ),
        ...(metadata.generation && !metadata.deletionTimestamp
          ? { generation: metadata.generation + 1 }
          : {}),
      },
    };
    if (current.kind !== 'Namespace') return object;
    const status = isObject(current.status) ? current.status : {};
    return { ...object, status: { ...status, phase: 'Terminating' } };
  }
}

function requirePreconditions(
  served: ServedResource,
  current: KubeObject,
  { preconditions }: DeleteOptions,
) {
  const { name, uid, resourceVersion } = current.metadata;
  if (preconditions?.uid && preconditions.uid !== uid) {
    throw conflict(
      served.type,
      name,
      `Precondition failed: UID in precondition: ${preconditions.uid}, UID in object meta: ${uid}`,
    );
  }
  const wanted = preconditions?.resourceVersion;
  if (wanted && wanted !== resourceVersion) {
    throw conflict(
      served.type,
      name,
      `Precondition failed: ResourceVersion in precondition: ${wanted}, ResourceVersion in object meta: ${resourceVersion}`,
    );
  }
}

function finalizersOf(
  current: KubeObject,
  options: DeleteOptions,
): string[] | undefined {
  const finalizers = new Set(current.metadata.finalizers);
  if (!current.metadata.deletionTimestamp) {
    if (options.propagationPolicy === 'Foreground') {
      finalizers.add('foregroundDeletion');
    }
    if (options.propagationPolicy === 'Orphan') finalizers.add('orphan');
    if (current.kind === 'CustomResourceDefinition') {
      finalizers.add(definitionFinalizer);
    }
  }
  return finalizers.size ? [...finalizers] : undefined;
}

/** Only a pod that runs on a node is given time to end. */
function gracePeriodOf(object: KubeObject, options: DeleteOptions): number {
  if (object.kind !== 'Pod') return 0;
  const spec = isObject(object.spec) ? object.spec : {};
  const status = isObject(object.status) ? object.status : {};
  const ended = ['Succeeded', 'Failed'].includes(String(status.phase));
  if (!spec.nodeName || ended) return 0;
  return (
    options.gracePeriodSeconds ??
    Number(spec.terminationGracePeriodSeconds ?? 30)
  );
}
