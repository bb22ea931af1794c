import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { Hono } from 'hono';
import type { CloudContext, CloudPart } from '../../context';
import { managementCrds } from '../crds';
import { KubernetesApi } from '../KubernetesApi';
import { type Caller, administrator } from '../types';
import { type Certificates, loadCertificates } from './certificates';
import { type ApiOnDemand, Downstream } from './Downstream';
import { HttpsListener } from './HttpsListener';
import { createKubeConfig, writeKubeConfigFile } from './kubeConfigs';
import { impersonated } from './impersonated';
import { createPublicRoutes } from './publicRoutes';
import { scenarioAnswer, unauthorized } from './scenarioAnswer';
import { findToken, rancherToken, tokenOf } from './tokens';
import { withPath } from './withPath';

/** How Rancher is set up. */
export interface RancherServerOptions {
  /** 0 takes any free one. */
  port: number;
  /** CustomResourceDefinitions of the management cluster; Rancher's own when not given. */
  crds?: readonly object[];
  /** How often watches of the management cluster get bookmarks. */
  bookmarkMs?: number;
}

const workspaces = [
  'fleet-default',
  'fleet-local',
  'cattle-system',
  'cattle-fleet-system',
  'cattle-global-data',
];

/**
 * Rancher's port: HTTPS on loopback. At `/api` and `/apis` it serves its management cluster, at
 * `/k8s/clusters/<management id>` the clusters that are registered here. What Rancher's controllers do is
 * done by controllers that use these APIs.
 */
export class RancherServer implements CloudPart {
  /** The cluster that Rancher itself runs on. */
  readonly management: KubernetesApi;
  /** Token of the portal: administrator everywhere. */
  readonly token: string;
  private readonly downstreams = new Map<string, Downstream>();
  private readonly app: Hono;
  private certificates?: Certificates;
  private listener?: HttpsListener;
  private line = new AbortController();
  private unsubscribe = () => {};

  constructor(
    private readonly context: CloudContext,
    private readonly options: RancherServerOptions,
  ) {
    this.token = rancherToken('token-portal', context.company.options.seed);
    this.management = new KubernetesApi({
      name: 'local',
      clock: context.clock,
      crds: options.crds ?? managementCrds,
      bookmarkMs: options.bookmarkMs,
    });
    this.management.seed(
      workspaces.map(name => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      })),
    );
    this.app = this.createApp();
  }

  /** `https://127.0.0.1:<port>`, once it has started. */
  get url(): string {
    return `https://127.0.0.1:${this.listener?.port ?? this.options.port}`;
  }

  async start(): Promise<void> {
    const { stateDir, scenarios, urls } = this.context;
    this.certificates = await loadCertificates(stateDir);
    this.listener = await HttpsListener.listen({
      port: this.options.port,
      cert: this.certificates.cert,
      key: this.certificates.key,
      fetch: request => this.fetch(request),
    });
    urls.rancher = this.url;
    this.unsubscribe = scenarios.onChange(({ name, on }) => {
      // who watches is thrown out, as when the process behind the port dies
      if (on && name.startsWith('rancher-')) this.hangUp();
    });
    await this.writeKubeConfig();
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    this.hangUp();
    await this.listener?.close();
    this.listener = undefined;
  }

  /** The cluster with this management id (`c-m-…`). */
  downstream(id: string): KubernetesApi | undefined {
    return this.downstreams.get(id)?.api;
  }

  /** Makes a cluster reachable at `/k8s/clusters/<id>`. */
  addDownstream(id: string, api: KubernetesApi | ApiOnDemand): void {
    this.downstreams.set(id, new Downstream(id, api));
  }

  removeDownstream(id: string): void {
    this.downstreams.get(id)?.setConnected(false);
    this.downstreams.delete(id);
  }

  /** Whether the agent of a cluster holds its tunnel; without it the proxy answers 503 in plain text. */
  setConnected(id: string, connected: boolean): void {
    this.downstreams.get(id)?.setConnected(connected);
  }

  /** A configuration for `@kubernetes/client-node` with the portal's token: for the management cluster, or for `/k8s/clusters/<id>`. */
  kubeConfig(path = ''): KubeConfig {
    return createKubeConfig({
      server: this.url + path,
      ca: this.certificates?.ca ?? '',
      token: this.token,
    });
  }

  /** Writes `<stateDir>/kubeconfig` anew, with a context for the management cluster and each downstream one. */
  async writeKubeConfig(): Promise<string> {
    const file = join(this.context.stateDir, 'kubeconfig');
    await writeKubeConfigFile(file, {
      url: this.url,
      ca: this.certificates?.ca ?? '',
      token: this.token,
      clusters: [...this.downstreams.values()].map(({ id, name }) => ({
        id,
        name,
      })),
    });
    return file;
  }

  /** Answers a request as the port does; tests need no port. */
  async fetch(request: Request): Promise<Response> {
    const { scenarios, clock } = this.context;
    const broken = await scenarioAnswer(scenarios, clock, request);
    return broken ?? this.app.fetch(request);
  }

  private createApp(): Hono {
    const app = new Hono();
    app.route(
      '/',
      createPublicRoutes({
        origin: () => this.url,
        ca: () => this.certificates?.ca ?? '',
        refuse: async request =>
          (await this.authenticate(request)) ? undefined : unauthorized(),
      }),
    );
    app.all('/k8s/clusters/:id/*', c =>
      this.proxy(c.req.raw, c.req.param('id')),
    );
    app.all('/k8s/clusters/:id', c => this.proxy(c.req.raw, c.req.param('id')));
    app.all('*', async c => {
      const caller = impersonated(
        c.req.raw,
        await this.authenticate(c.req.raw),
      );
      if (!caller) return unauthorized();
      return this.management.fetch(c.req.raw, caller, this.endOf(c.req.raw));
    });
    return app;
  }

  private async proxy(request: Request, id: string): Promise<Response> {
    const caller = impersonated(request, await this.authenticate(request, id));
    if (!caller) return unauthorized();
    const { pathname } = new URL(request.url);
    const path = pathname.slice(`/k8s/clusters/${id}`.length) || '/';
    const api = id === 'local' ? this.management : this.downstreams.get(id);
    if (!api) return noSuchCluster();
    return api.fetch(withPath(request, path), caller, this.endOf(request));
  }

  /** Aborted when the client has gone, or when Rancher goes down. */
  private endOf(request: Request): AbortSignal {
    return AbortSignal.any([request.signal, this.line.signal]);
  }

  private async authenticate(
    request: Request,
    clusterId?: string,
  ): Promise<Caller | undefined> {
    const token = tokenOf(request.headers);
    if (!token) return undefined;
    if (token === this.token) return administrator;
    const api = clusterId ? this.downstream(clusterId) : this.management;
    const account = api?.authenticate(token);
    if (account) return account;
    const { clock } = this.context;
    const owner = await findToken(this.management, token, clock.now());
    if (!owner) return undefined;
    const elsewhere = owner.clusterId && owner.clusterId !== clusterId;
    return elsewhere ? undefined : owner.caller;
  }

  private hangUp() {
    this.line.abort();
    this.line = new AbortController();
  }
}

/** As Rancher's router writes it: Go's field names, and no JSON content type. */
function noSuchCluster(): Response {
  return new Response(
    JSON.stringify({
      Code: { Code: 'NotFound', Status: 404 },
      Message: 'No cluster available',
      Cause: null,
      FieldName: '',
    }),
    { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } },
  );
}
