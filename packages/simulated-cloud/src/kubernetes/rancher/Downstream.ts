import type { KubernetesApi } from '../KubernetesApi';
import type { Caller } from '../types';

/** A cluster that is made up only once somebody looks at it; always the same one after that. */
export interface ApiOnDemand {
  name: string;
  open(): KubernetesApi;
}

/** A cluster behind Rancher's proxy: reached through the tunnel that its agent holds open. */
export class Downstream {
  private tunnel = new AbortController();
  private connected = true;

  constructor(
    readonly id: string,
    private readonly source: KubernetesApi | ApiOnDemand,
  ) {}

  get name(): string {
    return this.source.name;
  }

  get api(): KubernetesApi {
    return 'open' in this.source ? this.source.open() : this.source;
  }

  get isConnected(): boolean {
    return this.connected;
  }

  /** Without its agent the cluster cannot be reached; open watches end. */
  setConnected(connected: boolean): void {
    if (connected === this.connected) return;
    this.connected = connected;
    if (connected) this.tunnel = new AbortController();
    else this.tunnel.abort();
  }

  /** Hands a request on, its path shortened to what the cluster itself serves. */
  async fetch(
    request: Request,
    path: string,
    caller: Caller,
  ): Promise<Response> {
    if (!this.connected) return agentGone();
    const signal = AbortSignal.any([request.signal, this.tunnel.signal]);
    return this.api.fetch(withPath(request, path, signal), caller);
  }
}

/** Rancher's own words, without JSON. */
function agentGone(): Response {
  return new Response('cluster agent disconnected', {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}

/** The same request at another path, ended by another signal as well. */
export function withPath(
  request: Request,
  path: string,
  signal: AbortSignal,
): Request {
  const url = new URL(request.url);
  url.pathname = path;
  const init: RequestInit & { duplex?: 'half' } = {
    method: request.method,
    headers: request.headers,
    signal,
    ...(request.body ? { body: request.body, duplex: 'half' } : {}),
  };
  return new Request(url, init);
}
