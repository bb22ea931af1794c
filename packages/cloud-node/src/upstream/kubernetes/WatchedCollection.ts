import { z } from 'zod';
import { Backoff, sleep } from './backoff';
import { ExpiredError, kubernetesError, unreachable } from './kubernetesError';
import {
  keyOf,
  pathOfKind,
  type KubernetesKind,
  type KubernetesResource,
} from './kinds';
import type { KubernetesClient, KubernetesSelector } from './KubernetesClient';

/** What happened to one object since the last time. */
export interface CollectionChange<T> {
  change: 'upserted' | 'removed';
  key: string;
  /** As it is now, or as it was last seen when it is gone. */
  object: T;
}

/** Is told how reading goes. A freshness tracker of one source fits. */
export interface ReadingReporter {
  /** The truth is known at this moment. */
  observed(): void;
  failed(error: unknown): void;
}

export interface WatchTimes {
  /** How long one watch request may last; the server ends it and it is opened again. */
  watchSeconds: number;
  /** A watch that says nothing, not even a bookmark, for this long after its end was due is dead. */
  silenceMs: number;
  /** How long to wait before a large disappearance is looked at again. */
  confirmAfterMs: number;
  backoff: { firstMs: number; maxMs: number };
}

export interface WatchOptions<T extends KubernetesResource> {
  client: KubernetesClient;
  kind: KubernetesKind<T>;
  selector?: KubernetesSelector;
  signal: AbortSignal;
  reporter?: ReadingReporter;
  onChanges?: (changes: CollectionChange<T>[]) => void;
  /** An object that the schema does not understand; what was known of it stays. */
  onUnreadable?: (key: string, error: Error) => void;
  times?: Partial<WatchTimes>;
  pageSize?: number;
}

const defaultTimes: WatchTimes = {
  watchSeconds: 60,
  silenceMs: 15_000,
  confirmAfterMs: 5_000,
  backoff: { firstMs: 500, maxMs: 30_000 },
};

/** Above this share, and this number, a disappearance is read a second time before it is believed. */
const doubtfulShare = 0.2;
const doubtfulCount = 3;

const shortWatchMs = 1_000;

const eventWire = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.unknown(),
});

const anyObject = z.object({
  metadata: z.object({
    name: z.string().default(''),
    namespace: z.string().optional(),
    resourceVersion: z.string().optional(),
  }),
});

/**
 * A snapshot of all objects of a kind, kept by list-then-watch. It survives whatever the server does: objects leave
 * it only when the server said so, or when a complete list no longer has them; a failure only costs freshness.
 */
export class WatchedCollection<T extends KubernetesResource> {
  private readonly objects = new Map<string, T>();
  private readonly times: WatchTimes;
  private readonly backoff: Backoff;
  private resourceVersion?: string;
  private synced = false;

  constructor(private readonly options: WatchOptions<T>) {
    this.times = { ...defaultTimes, ...options.times };
    this.backoff = new Backoff(this.times.backoff);
  }

  /** What is known now, by `namespace/name`. */
  get items(): ReadonlyMap<string, T> {
    return this.objects;
  }

  /** True once it was read completely. */
  get isSynced(): boolean {
    return this.synced;
  }

  /** Reads until the signal is aborted. Never throws. */
  async run(): Promise<void> {
    const { client, signal, reporter } = this.options;
    while (!signal.aborted) {
      try {
        if (!this.resourceVersion) await this.relist();
        await this.watch();
      } catch (error) {
        if (signal.aborted) return;
        const isUnreadable =
          error instanceof SyntaxError || error instanceof z.ZodError;
        const isExpired = error instanceof ExpiredError;
        if (isUnreadable || isExpired) this.resourceVersion = undefined;
        if (!isExpired) {
          reporter?.failed(
            isUnreadable ? unreachable(client.system, error) : error,
          );
        }
        await sleep(this.backoff.nextMs(), signal);
      }
    }
  }

  private async relist(): Promise<void> {
    const { signal } = this.options;
    let list = await this.readList();
    const missing = [...this.objects.keys()].filter(key => !list.seen.has(key));
    if (
      missing.length > doubtfulCount &&
      missing.length > this.objects.size * doubtfulShare
    ) {
      await sleep(this.times.confirmAfterMs, signal);
      if (signal.aborted) return;
      list = await this.readList();
    }

    const changes: CollectionChange<T>[] = [];
    for (const [key, object] of [...this.objects]) {
      if (list.seen.has(key)) continue;
      this.objects.delete(key);
      changes.push({ change: 'removed', key, object });
    }
    for (const [key, object] of list.read) {
      const before = this.objects.get(key);
      this.objects.set(key, object);
      if (!before || versionOf(before) !== versionOf(object))
        changes.push({ change: 'upserted', key, object });
    }
    this.synced = true;
    this.resourceVersion = list.resourceVersion;
    this.alive();
    this.announce(changes);
  }

  private async readList() {
    const { client, kind, selector, signal, pageSize } = this.options;
    const { items, resourceVersion } = await client.list(kind, selector, {
      signal,
      pageSize,
    });
    const seen = new Set<string>();
    const read = new Map<string, T>();
    for (const item of items) {
      const key = keyOf(anyObject.parse(item) as KubernetesResource);
      seen.add(key);
      const object = this.parse(key, item);
      if (object) read.set(key, object);
    }
    return { seen, read, resourceVersion };
  }

  private async watch(): Promise<void> {
    const { client, kind, selector, signal } = this.options;
    const connection = new AbortController();
    const seconds = Math.ceil(
      this.times.watchSeconds * (0.9 + Math.random() / 5),
    );
    let timer: NodeJS.Timeout | undefined;
    let silent = false;
    const listen = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        silent = true;
        connection.abort();
      }, seconds * 1000 + this.times.silenceMs);
      timer.unref?.();
    };

    const openedAt = Date.now();
    listen();
    try {
      const lines = client.lines(
        pathOfKind(kind, { namespace: selector?.namespace }),
        {
          signal: AbortSignal.any([signal, connection.signal]),
          query: {
            watch: 'true',
            allowWatchBookmarks: 'true',
            resourceVersion: this.resourceVersion,
            timeoutSeconds: String(seconds),
            labelSelector: selector?.labelSelector,
            fieldSelector: selector?.fieldSelector,
          },
          onOpen: () => this.alive(),
        },
      );
      for await (const line of lines) {
        listen();
        this.take(line);
        this.alive();
        this.backoff.reset();
      }
      if (silent) throw new Error(`${client.system} has fallen silent`);
    } finally {
      clearTimeout(timer);
      connection.abort();
    }
    // a server that ends watches at once must not be asked in a tight loop
    if (Date.now() - openedAt > shortWatchMs) this.backoff.reset();
    else await sleep(this.backoff.nextMs(), signal);
  }

  private take(line: string): void {
    const event = eventWire.parse(JSON.parse(line));
    if (event.type === 'ERROR') throw this.errorOf(event.object);

    const { metadata } = anyObject.parse(event.object);
    if (metadata.resourceVersion)
      this.resourceVersion = metadata.resourceVersion;
    if (event.type === 'BOOKMARK') return;

    const key = keyOf({
      metadata: { ...metadata, labels: {}, annotations: {} },
    });
    if (event.type === 'DELETED') {
      const object = this.objects.get(key);
      this.objects.delete(key);
      if (object) this.announce([{ change: 'removed', key, object }]);
      return;
    }
    const object = this.parse(key, event.object);
    if (!object) return;
    this.objects.set(key, object);
    this.announce([{ change: 'upserted', key, object }]);
  }

  private errorOf(status: unknown): Error {
    return kubernetesError({
      system: this.options.client.system,
      status: 500,
      body: JSON.stringify(status),
    });
  }

  private parse(key: string, item: unknown): T | undefined {
    const { kind, onUnreadable } = this.options;
    const result = kind.schema.safeParse(item);
    if (result.success) return result.data;
    onUnreadable?.(key, result.error);
    return undefined;
  }

  private alive(): void {
    this.options.reporter?.observed();
  }

  private announce(changes: CollectionChange<T>[]): void {
    if (changes.length > 0) this.options.onChanges?.(changes);
  }
}

/** Starts to watch; stops with the signal. */
export function watchCollection<T extends KubernetesResource>(
  options: WatchOptions<T>,
): WatchedCollection<T> {
  const collection = new WatchedCollection(options);
  void collection.run();
  return collection;
}

function versionOf(object: KubernetesResource): string | undefined {
  return object.metadata.resourceVersion;
}
