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

  /** Hands a request on. Ends with the signal, or with the tunnel. */
  async fetch(
    request: Request,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<Response> {
    if (!this.connected) return agentGone();
    const both = AbortSignal.any([signal, this.tunnel.signal]);
    return this.api.fetch(request, caller, both);
  }
}

/** Rancher's own words, without JSON. */
function agentGone(): Response {
  return new Response('cluster agent disconnected', {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}
