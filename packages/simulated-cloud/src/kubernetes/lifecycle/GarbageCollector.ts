import type { ObjectRemover } from '../objects/ObjectRemover';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { servedInStorage } from '../resources/servedInStorage';
import { type Store, type StoreEvent, keyOfObject } from '../storage/Store';
import type { KubeObject } from '../types';

interface Located {
  bucket: string;
  object: KubeObject;
}

/** Deletes what nobody owns any more, a moment later, as the controller of that name does. */
export class GarbageCollector {
  private readonly alive = new Map<string, Located>();
  private readonly dependents = new Map<string, Map<string, Located>>();
  private readonly queue = new Set<() => void>();

  constructor(
    private readonly store: Store,
    private readonly registry: ResourceRegistry,
    private readonly remover: ObjectRemover,
  ) {}

  /** Follows all changes from now on. */
  start(): void {
    this.store.subscribe(event => this.notice(event));
  }

  private notice({ bucket, type, object, previous }: StoreEvent) {
    const { uid } = object.metadata;
    for (const owner of previous?.metadata.ownerReferences ?? []) {
      this.dependents.get(owner.uid)?.delete(idOf(bucket, object));
    }
    if (type === 'DELETED') {
      if (uid) this.alive.delete(uid);
      this.later(() => this.afterDeletion(uid, object));
      return;
    }
    if (uid) this.alive.set(uid, { bucket, object });
    const owners = object.metadata.ownerReferences ?? [];
    for (const owner of owners) {
      const known = this.dependents.get(owner.uid) ?? new Map();
      known.set(idOf(bucket, object), { bucket, object });
      this.dependents.set(owner.uid, known);
    }
    if (owners.length) this.later(() => this.collect({ bucket, object }));
    if (object.metadata.deletionTimestamp) {
      this.later(() => this.finish({ bucket, object }));
    }
  }

  private afterDeletion(uid: string | undefined, object: KubeObject) {
    for (const dependent of this.dependentsOf(uid)) this.collect(dependent);
    if (uid) this.dependents.delete(uid);
    // an owner that waits for its dependents may be free now
    for (const owner of object.metadata.ownerReferences ?? []) {
      const waiting = this.alive.get(owner.uid);
      if (waiting) this.finish(waiting);
    }
  }

  /** Deletes a dependent without living owners, or takes the dead ones off its list. */
  private collect({ bucket, object }: Located) {
    const type = this.registry.byBucket(bucket);
    if (!type) return;
    const { namespace, name } = object.metadata;
    const current = this.store.get(type, namespace, name);
    const owners = current?.metadata.ownerReferences ?? [];
    if (!current || owners.length === 0) return;
    const living = owners.filter(owner => this.alive.has(owner.uid));
    if (living.length === owners.length) return;
    if (living.length === 0) {
      if (current.metadata.deletionTimestamp) return;
      this.remover.remove(servedInStorage(type), { namespace, name });
      return;
    }
    this.store.put(type, {
      ...current,
      metadata: { ...current.metadata, ownerReferences: living },
    });
  }

  /** Foreground and orphan deletion: the two finalizers that are this controller's own. */
  private finish({ bucket, object }: Located) {
    const type = this.registry.byBucket(bucket);
    if (!type) return;
    const { namespace, name, uid } = object.metadata;
    const current = this.store.get(type, namespace, name);
    const finalizers = current?.metadata.finalizers ?? [];
    if (!current?.metadata.deletionTimestamp) return;
    if (finalizers.includes('orphan')) {
      for (const dependent of this.dependentsOf(uid))
        this.disown(dependent, uid);
    } else if (finalizers.includes('foregroundDeletion')) {
      const dependents = this.dependentsOf(uid);
      for (const dependent of dependents) this.removeForeground(dependent);
      if (this.dependentsOf(uid).length > 0) return;
    } else {
      return;
    }
    const rest = finalizers.filter(
      finalizer => !['orphan', 'foregroundDeletion'].includes(finalizer),
    );
    const next = {
      ...current,
      metadata: {
        ...current.metadata,
        finalizers: rest.length ? rest : undefined,
      },
    };
    if (rest.length) this.store.put(type, next);
    else this.store.remove(type, next);
  }

  private removeForeground({ bucket, object }: Located) {
    const type = this.registry.byBucket(bucket);
    if (!type || object.metadata.deletionTimestamp) return;
    const { namespace, name } = object.metadata;
    this.remover.remove(
      servedInStorage(type),
      { namespace, name },
      { propagationPolicy: 'Foreground' },
    );
  }

  private disown({ bucket, object }: Located, uid: string | undefined) {
    const type = this.registry.byBucket(bucket);
    if (!type) return;
    const { namespace, name } = object.metadata;
    const current = this.store.get(type, namespace, name);
    if (!current) return;
    const left = current.metadata.ownerReferences?.filter(
      owner => owner.uid !== uid,
    );
    const ownerReferences = left?.length ? left : undefined;
    this.store.put(type, {
      ...current,
      metadata: { ...current.metadata, ownerReferences },
    });
  }

  private dependentsOf(uid: string | undefined): Located[] {
    return uid ? [...(this.dependents.get(uid)?.values() ?? [])] : [];
  }

  private later(work: () => void) {
    if (this.queue.size === 0) setImmediate(() => this.drain());
    this.queue.add(work);
  }

  private drain() {
    for (const work of [...this.queue]) {
      this.queue.delete(work);
      work();
    }
    if (this.queue.size > 0) setImmediate(() => this.drain());
  }
}

function idOf(bucket: string, object: KubeObject): string {
  return `${bucket}:${keyOfObject(object)}`;
}
