import type { Clock } from '../../Clock';
import type { KubeObject } from '../../kubernetes/types';
import type { KubeClient } from './KubeClient';
import type { Kind } from './kinds';

export interface Change<T> {
  type: 'set' | 'gone';
  object: T;
  previous?: T;
}

/** `namespace/name`, or the name alone. */
export function keyOf(object: {
  metadata: { name: string; namespace?: string };
}): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${namespace}/${name}` : name;
}

/** Keeps a copy of a collection: lists it, follows its changes, and lists again when the thread is lost. */
export class Informer<T extends KubeObject> {
  private objects = new Map<string, T>();
  private readonly listeners = new Set<(change: Change<T>) => void>();
  private readonly ending = new AbortController();
  private running?: Promise<void>;

  constructor(
    private readonly client: KubeClient,
    private readonly kind: Kind,
    private readonly clock: Clock,
  ) {}

  /** Resolves once the copy is complete. */
  async start(): Promise<void> {
    await new Promise<void>(ready => {
      this.running = this.run(ready);
    });
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  get(key: string): T | undefined {
    return this.objects.get(key);
  }

  list(keep: (object: T) => boolean = () => true): T[] {
    return [...this.objects.values()].filter(keep);
  }

  onChange(listener: (change: Change<T>) => void): void {
    this.listeners.add(listener);
  }

  private async run(ready: () => void) {
    const { signal } = this.ending;
    while (!signal.aborted) {
      try {
        const { items, resourceVersion } = await this.client.list<T>(this.kind);
        this.replace(items);
        ready();
        await this.follow(resourceVersion);
      } catch {
        // whatever it was, the next list tells how things stand
        await this.clock.sleep(1000, signal);
      }
    }
    ready();
  }

  private async follow(from: string) {
    const { signal } = this.ending;
    let resourceVersion = from;
    while (!signal.aborted) {
      for await (const { type, object } of this.client.watch<T>(this.kind, {
        resourceVersion,
        signal,
      })) {
        if (type === 'ERROR') return;
        resourceVersion = object.metadata.resourceVersion ?? resourceVersion;
        if (type === 'DELETED') this.remove(object);
        else if (type !== 'BOOKMARK') this.put(object);
      }
    }
  }

  private replace(items: T[]) {
    const left = new Map(this.objects);
    for (const item of items) {
      left.delete(keyOf(item));
      this.put(item);
    }
    for (const object of left.values()) this.remove(object);
  }

  private put(object: T) {
    const previous = this.objects.get(keyOf(object));
    if (
      previous &&
      previous.metadata.resourceVersion === object.metadata.resourceVersion
    )
      return;
    this.objects.set(keyOf(object), object);
    this.tell({ type: 'set', object, previous });
  }

  private remove(object: T) {
    this.objects.delete(keyOf(object));
    this.tell({ type: 'gone', object });
  }

  private tell(change: Change<T>) {
    for (const listener of this.listeners) listener(change);
  }
}
