import { bucketOf } from '../resources/ResourceType';
import type { KubeObject } from '../types';

interface Kind {
  group: string;
  plural: string;
}

/** One change, as watches and the lifecycle controllers see it. */
export interface StoreEvent {
  revision: number;
  bucket: string;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
  previous?: KubeObject;
}

/** Real clusters are never at revision 1 either: it is the version that tests use as "too old". */
const firstRevision = 100;

/** The objects of one cluster, with the last changes for watches that resume. */
export class Store {
  private revision = firstRevision;
  private compacted = firstRevision;
  private history: StoreEvent[] = [];
  private readonly buckets = new Map<string, Map<string, KubeObject>>();
  private readonly sorted = new Map<string, KubeObject[]>();
  private readonly listeners = new Set<(event: StoreEvent) => void>();

  constructor(private readonly historySize = 4096) {}

  /** Revision of the newest change. */
  get current(): number {
    return this.revision;
  }

  /** Changes up to this one are forgotten. */
  get oldest(): number {
    return this.compacted;
  }

  get(kind: Kind, namespace: string | undefined, name: string) {
    return this.buckets.get(bucketOf(kind))?.get(keyOf(namespace, name));
  }

  /** In the order of their keys, as etcd has it. */
  list(kind: Kind, namespace?: string): KubeObject[] {
    const bucket = bucketOf(kind);
    let objects = this.sorted.get(bucket);
    if (!objects) {
      objects = [...(this.buckets.get(bucket)?.values() ?? [])].sort(byKey);
      this.sorted.set(bucket, objects);
    }
    return namespace
      ? objects.filter(object => object.metadata.namespace === namespace)
      : objects;
  }

  /** How the list looked at an earlier revision: newer changes taken back. */
  listAt(kind: Kind, namespace: string | undefined, revision: number) {
    if (revision >= this.revision) return this.list(kind, namespace);
    const bucket = bucketOf(kind);
    const objects = new Map(this.buckets.get(bucket));
    for (let index = this.history.length - 1; index >= 0; index--) {
      const event = this.history[index];
      if (event.revision <= revision) break;
      if (event.bucket !== bucket) continue;
      const key = keyOfObject(event.object);
      if (event.previous) objects.set(key, event.previous);
      else objects.delete(key);
    }
    return [...objects.values()]
      .filter(item => !namespace || item.metadata.namespace === namespace)
      .sort(byKey);
  }

  /** Everything of every kind; for deletions that reach across kinds. */
  *all(): Generator<{ bucket: string; object: KubeObject }> {
    for (const [bucket, objects] of this.buckets) {
      for (const object of objects.values()) yield { bucket, object };
    }
  }

  /** Writes an object and returns it with its new resource version. */
  put(kind: Kind, object: KubeObject): KubeObject {
    const bucket = bucketOf(kind);
    const objects = this.buckets.get(bucket) ?? new Map<string, KubeObject>();
    this.buckets.set(bucket, objects);
    const key = keyOfObject(object);
    const previous = objects.get(key);
    const stored = this.stamped(object);
    objects.set(key, stored);
    this.publish({
      revision: this.revision,
      bucket,
      type: previous ? 'MODIFIED' : 'ADDED',
      object: stored,
      previous,
    });
    return stored;
  }

  /** Takes an object away. Its last state carries the revision of its removal. */
  remove(kind: Kind, object: KubeObject): KubeObject {
    const bucket = bucketOf(kind);
    const key = keyOfObject(object);
    const previous = this.buckets.get(bucket)?.get(key);
    if (!previous) return object;
    this.buckets.get(bucket)?.delete(key);
    const last = this.stamped(object);
    this.publish({
      revision: this.revision,
      bucket,
      type: 'DELETED',
      object: last,
      previous,
    });
    return last;
  }

  /** Changes after a revision; undefined when some of them are forgotten. */
  since(revision: number): StoreEvent[] | undefined {
    if (revision < this.compacted) return undefined;
    let low = 0;
    let high = this.history.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.history[middle].revision <= revision) low = middle + 1;
      else high = middle;
    }
    return this.history.slice(low);
  }

  /** Forgets all past changes, as etcd's compaction does every five minutes. */
  compact(): void {
    this.history = [];
    this.compacted = this.revision;
  }

  /** Listeners are called at once and in the order of the changes. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private stamped(object: KubeObject): KubeObject {
    this.revision += 1;
    return {
      ...object,
      metadata: { ...object.metadata, resourceVersion: `${this.revision}` },
    };
  }

  private publish(event: StoreEvent) {
    this.sorted.delete(event.bucket);
    this.history.push(event);
    if (this.history.length > this.historySize * 2) {
      this.history = this.history.slice(-this.historySize);
      this.compacted = this.history[0].revision - 1;
    }
    for (const listener of this.listeners) listener(event);
  }
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

/** Namespace and name of an object, as the key that lists are sorted by. */
export function keyOfObject(object: KubeObject): string {
  return keyOf(object.metadata.namespace, object.metadata.name);
}

function byKey(a: KubeObject, b: KubeObject): number {
  const left = keyOfObject(a);
  const right = keyOfObject(b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
