import { NotFoundError } from '@backstage/errors';
import {
  keyOf,
  watchCollection,
  type KubernetesClient,
  type KubernetesKind,
  type ReadingReporter,
  type WatchedCollection,
  type WatchTimes,
} from '@flytower/cloud-node/upstream/kubernetes';
import {
  functionAnnotations,
  functionLabels,
  knativeKinds,
} from '@flytower/cloud-node/upstream/knative';
import type { PlatformFunction } from '../map/toFunction';
import { Index } from './Index';
import { newestFirst } from './newestFirst';

export interface SnapshotOptions {
  client: KubernetesClient;
  signal: AbortSignal;
  reporterFor(collection: string): ReadingReporter;
  /** Functions, as `namespace/name`, of which something changed. */
  onTouched(keys: string[]): void;
  onUnreadable(what: string, error: Error): void;
  times?: Partial<WatchTimes>;
}

/** The collections that functions are made of. Without a builder there are no builds. */
export const collections = {
  services: false,
  revisions: false,
  namespaces: false,
  builds: true,
  buildruns: true,
} as const;

/** The objects of one platform that functions are made of, each kind kept by a watch. */
export class PlatformSnapshot {
  readonly services: WatchedCollection<knativeKinds.KnativeService>;
  readonly namespaces: WatchedCollection<knativeKinds.CoreNamespace>;
  private readonly builds: WatchedCollection<knativeKinds.ShipwrightBuild>;
  private readonly revisions = new Index<knativeKinds.KnativeRevision>();
  private readonly runs = new Index<knativeKinds.ShipwrightBuildRun>();
  private readonly parts: { isRead(): boolean }[] = [];

  constructor(private readonly options: SnapshotOptions) {
    const own = (object: { metadata: { name: string } }) =>
      object.metadata.name;
    this.namespaces = this.watch(knativeKinds.coreNamespace);
    this.services = this.watch(knativeKinds.knativeService, own);
    this.builds = this.watch(knativeKinds.shipwrightBuild, own);
    this.watch(
      knativeKinds.knativeRevision,
      revision => revision.metadata.labels[functionLabels.service],
      this.revisions,
    );
    this.watch(
      knativeKinds.shipwrightBuildRun,
      run => run.spec.build?.name,
      this.runs,
    );
  }

  /** True once everything was read completely, so that what is missing is known to be missing. */
  get isComplete(): boolean {
    return this.parts.every(part => part.isRead());
  }

  /** `namespace/name` of every function, of those that are only being built, too. */
  keys(): string[] {
    return [
      ...new Set([...this.services.items.keys(), ...this.builds.items.keys()]),
    ].filter(key => this.get(key));
  }

  get(key: string): PlatformFunction | undefined {
    const service = this.services.items.get(key);
    const build = this.builds.items.get(key);
    // what is left of a function that somebody deleted
    const isRest =
      !service && build?.metadata.annotations[functionAnnotations.deployed];
    if ((!service && !build) || isRest) return undefined;
    const [namespace = '', name = ''] = key.split('/');
    return {
      name,
      namespace: this.namespaces.items.get(namespace),
      service,
      build,
      revisions: this.revisions.get(key),
      runs: newestFirst(this.runs.get(key)),
    };
  }

  private watch<T extends { metadata: Metadata }>(
    kind: KubernetesKind<T>,
    functionOf?: (object: T) => string | undefined,
    index?: Index<T>,
  ): WatchedCollection<T> {
    const { client, signal, times, reporterFor, onTouched, onUnreadable } =
      this.options;
    const name = kind.plural as keyof typeof collections;
    const reporter = reporterFor(name);
    let isAbsent = false;
    const collection = watchCollection({
      client,
      kind,
      signal,
      times,
      reporter: collections[name]
        ? forgiving(reporter, () => {
            isAbsent = true;
          })
        : reporter,
      onUnreadable: (key, error) => onUnreadable(`${kind.kind} ${key}`, error),
      onChanges: changes => {
        const touched = changes.flatMap(({ change, object }) => {
          const { namespace } = object.metadata;
          if (!functionOf) return this.keysIn(object.metadata.name);
          const of = functionOf(object);
          if (!of) return [];
          const key = `${namespace}/${of}`;
          index?.put(key, keyOf(object), change === 'removed' ? null : object);
          return [key];
        });
        onTouched([...new Set(touched)]);
      },
    });
    this.parts.push({ isRead: () => collection.isSynced || isAbsent });
    return collection;
  }

  /** Which project a namespace belongs to is a matter of all functions in it. */
  private keysIn(namespace: string): string[] {
    const start = `${namespace}/`;
    return [
      ...(this.services?.items.keys() ?? []),
      ...(this.builds?.items.keys() ?? []),
    ].filter(key => key.startsWith(start));
  }
}

type Metadata = knativeKinds.CoreNamespace['metadata'];

/** A platform on which nothing is built does not serve these kinds, and that is no failure. */
function forgiving(
  reporter: ReadingReporter,
  onAbsent: () => void,
): ReadingReporter {
  return {
    observed: () => reporter.observed(),
    failed: error => {
      if (!(error instanceof NotFoundError)) {
        reporter.failed(error);
        return;
      }
      onAbsent();
      reporter.observed();
    },
  };
}
