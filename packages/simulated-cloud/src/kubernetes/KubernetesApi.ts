import { randomUUID } from 'node:crypto';
import type { Clock } from '../Clock';
import { Authorizer } from './access/Authorizer';
import { attributesOf, requireAllowed } from './access/authorize';
import { reviewKinds } from './access/reviewKinds';
import { review } from './access/reviews';
import { ServiceAccountTokens } from './access/ServiceAccountTokens';
import type { Cluster, DeprecatedApi } from './Cluster';
import type { ClusterHooks } from './hooks';
import { readObject } from './http/body';
import { general, nothingThere } from './http/generalRoutes';
import { answer, refusal } from './http/json';
import { parseResourcePath } from './http/requestInfo';
import { collectionRoute, objectRoute } from './http/resourceRoutes';
import { subresourceRoute } from './http/subresourceRoute';
import { DefinitionController } from './lifecycle/DefinitionController';
import { DisruptionBudgets } from './lifecycle/DisruptionBudgets';
import { GarbageCollector } from './lifecycle/GarbageCollector';
import { NamespaceController } from './lifecycle/NamespaceController';
import { reapPods } from './lifecycle/reapPods';
import { ObjectRemover } from './objects/ObjectRemover';
import { ObjectWriter } from './objects/ObjectWriter';
import type { WriteOptions } from './objects/WriteOptions';
import { ResourceRegistry } from './resources/ResourceRegistry';
import { StatusError, internalError } from './status';
import { Store } from './storage/Store';
import { type Caller, type JsonObject, administrator } from './types';

/** How a cluster is set up. */
export interface KubernetesApiOptions {
  /** For messages and tokens. */
  name: string;
  clock: Clock;
  /** Version that `/version` tells, `v1.33.5+rke2r1` for example. */
  version?: string;
  /** CustomResourceDefinitions that are there from the start. */
  crds?: readonly object[];
  hooks?: ClusterHooks;
  /** Deprecated APIs that somebody has asked for. */
  deprecatedApis?: readonly DeprecatedApi[];
  /** How often watches that want them get bookmarks. */
  bookmarkMs?: number;
}

const systemNamespaces = [
  'default',
  'kube-system',
  'kube-public',
  'kube-node-lease',
];

/**
 * The API server of one logical cluster. It has no port of its own: whoever has one hands requests to `fetch`.
 * Everything it knows is reached through the Kubernetes API, as on a real one.
 */
export class KubernetesApi {
  private readonly cluster: Cluster;

  constructor(options: KubernetesApiOptions) {
    const { clock } = options;
    const store = new Store();
    const registry = new ResourceRegistry();
    const remover = new ObjectRemover(store, clock);
    this.cluster = {
      name: options.name,
      gitVersion: options.version ?? 'v1.33.5+rke2r1',
      clock,
      store,
      registry,
      remover,
      writer: new ObjectWriter(store, clock),
      authorizer: new Authorizer(store),
      tokens: new ServiceAccountTokens(store),
      hooks: { ...options.hooks },
      deprecatedApis: options.deprecatedApis ?? [],
      bookmarkMs: options.bookmarkMs ?? 15_000,
    };
    new DefinitionController(store, registry, remover).start();
    new GarbageCollector(store, registry, remover).start();
    new NamespaceController(store, registry, remover, clock).start();
    new DisruptionBudgets(store).start();
    reapPods(store, clock);
    this.seed(systemNamespaces.map(namespace));
    this.install(options.crds ?? []);
  }

  get name(): string {
    return this.cluster.name;
  }

  /** Serves further kinds. Definitions that are there already are left alone. */
  install(crds: readonly object[]): void {
    this.seed(crds);
  }

  /** Adds what pod logs and service proxies need, once somebody plays the kubelets. */
  setHooks(hooks: ClusterHooks): void {
    Object.assign(this.cluster.hooks, hooks);
  }

  /** Writes initial objects before anybody is connected; what exists is left alone. */
  seed(objects: readonly object[]): void {
    const { registry, writer } = this.cluster;
    for (const object of objects as JsonObject[]) {
      const served = registry.findKind(
        String(object.apiVersion),
        String(object.kind),
      );
      if (!served) {
        throw new Error(
          `${this.name} does not serve ${object.apiVersion} ${object.kind}`,
        );
      }
      const { metadata } = object as { metadata?: { namespace?: string } };
      const place = served.type.namespaced
        ? metadata?.namespace ?? 'default'
        : undefined;
      try {
        const options: WriteOptions = {
          dryRun: false,
          fieldManager: 'seed',
          fieldValidation: 'Strict',
          warnings: [],
        };
        const created = writer.create(served, place, object, options);
        if (object.status && served.version.status) {
          // a create drops the status, which seeds have from a longer life
          writer.update(
            served,
            { namespace: place, name: created.metadata.name },
            { ...created, status: object.status },
            { ...options, subresource: 'status' },
          );
        }
      } catch (error) {
        const exists =
          error instanceof StatusError && error.reason === 'AlreadyExists';
        if (!exists) throw error;
      }
    }
  }

  /** What `/version` tells from now on. */
  setVersion(version: string): void {
    this.cluster.gitVersion = version;
  }

  /** Forgets past changes, so that watches that resume are told to list again (410). */
  compact(): void {
    this.cluster.store.compact();
  }

  /**
   * Answers `/api…`, `/apis…`, `/openapi…`, `/version`, `/metrics` and the health checks.
   *
   * @param signal - ends watches and followed logs
   */
  async fetch(
    request: Request,
    caller: Caller = administrator,
    signal: AbortSignal = request.signal,
  ): Promise<Response> {
    const response = await this.answer(request, caller, signal);
    response.headers.set('audit-id', randomUUID());
    return response;
  }

  private async answer(
    request: Request,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<Response> {
    try {
      return await this.route(request, caller, signal);
    } catch (error) {
      if (error instanceof StatusError) return refusal(error);
      return refusal(
        internalError(error instanceof Error ? error.message : `${error}`),
      );
    }
  }

  /** Whose service account token it is, if it is one of this cluster. */
  authenticate(token: string): Caller | undefined {
    return this.cluster.tokens.verify(token, this.cluster.clock.now());
  }

  private async route(
    request: Request,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<Response> {
    const { cluster } = this;
    const { pathname, searchParams: query } = new URL(request.url);
    const info = parseResourcePath(pathname);
    if (!info) return general(cluster, pathname, request);
    const asked = reviewKinds.find(
      ({ group, plural }) => group === info.group && plural === info.plural,
    );
    if (asked && request.method === 'POST') {
      const body = await readObject(request);
      return answer(
        JSON.stringify(review(cluster, caller, asked.plural, body)),
        201,
      );
    }
    const served = cluster.registry.find(info.group, info.version, info.plural);
    if (!served) return nothingThere();
    requireAllowed(
      cluster.authorizer,
      caller,
      attributesOf(request, info, query),
    );
    if (served.type.namespaced !== Boolean(info.namespace) && info.name) {
      return nothingThere();
    }
    const context = { cluster, request, signal, query, info, served };
    if (!info.name) return collectionRoute(context);
    if (!info.subresource) return objectRoute(context, info.name);
    return subresourceRoute(context, info.name);
  }
}

function namespace(name: string) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}
