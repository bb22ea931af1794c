import type { KubeConfig } from '@kubernetes/client-node';
import type { RequestOptions } from 'node:https';
import { Agent, fetch, type RequestInit, type Response } from 'undici';
import { requestIdListener } from '../../requests/requestIds';
import type { EndpointPolicy } from '../http/EndpointPolicy';
import { kubernetesError, unreachable } from './kubernetesError';

const defaultTimeoutMs = 20_000;

class Refused extends Error {
  constructor(
    status: number,
    body: string,
    readonly refusal = { status, body },
  ) {
    super(`answered ${status}`);
  }
}

export interface RawRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: { [key: string]: string | undefined };
  contentType?: string;
  body?: unknown;
}

/**
 * How bytes reach an API server. The kubeconfig says where it is, whom to trust and who asks; connections are kept
 * (client-node itself opens a new one for each request), and redirects are refused, as they could carry the token away.
 */
export class KubernetesTransport {
  private connection?: Promise<{ agent: Agent; headers: [string, string][] }>;

  constructor(
    private readonly system: string,
    private readonly kubeConfig: KubeConfig,
    private readonly policy?: EndpointPolicy,
  ) {}

  async send(
    request: RawRequest,
    options: { signal?: AbortSignal; timeoutMs?: number } = {},
  ): Promise<{ status: number; text: string }> {
    const deadline = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs);
    const signal = options.signal
      ? AbortSignal.any([options.signal, deadline])
      : deadline;
    const hear = requestIdListener(request.method ?? 'GET');
    try {
      const response = await this.fetch(request, signal);
      hear(response.headers);
      const text = await response.text();
      if (response.ok) return { status: response.status, text };
      throw new Refused(response.status, text);
    } catch (error) {
      throw this.translated(error);
    }
  }

  async *lines(
    request: RawRequest,
    options: { signal: AbortSignal; onOpen?: () => void },
  ): AsyncGenerator<string> {
    try {
      const response = await this.fetch(request, options.signal);
      if (!response.ok)
        throw new Refused(response.status, await response.text());
      // a proxy's page with a friendly status is no stream either
      if (/html/.test(response.headers.get('content-type') ?? ''))
        throw new Refused(502, await response.text());
      options.onOpen?.();
      if (response.body) yield* linesOf(response.body);
    } catch (error) {
      if (options.signal.aborted) return;
      throw this.translated(error);
    }
  }

  private translated(error: unknown): Error {
    return error instanceof Refused
      ? kubernetesError({ system: this.system, ...error.refusal })
      : unreachable(this.system, error);
  }

  private async fetch(
    request: RawRequest,
    signal: AbortSignal,
  ): Promise<Response> {
    this.connection ??= this.connect();
    const { agent, headers } = await this.connection.catch(error => {
      // a certificate file that was missing may be there next time
      this.connection = undefined;
      throw error;
    });
    const url = new URL(
      `${this.kubeConfig.getCurrentCluster()?.server ?? ''}${request.path}`,
    );
    this.policy?.check(url);
    for (const [key, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(key, value);
    }
    const init: RequestInit = {
      method: request.method ?? 'GET',
      headers: [
        ['accept', 'application/json, */*'],
        ...headers,
        ...(request.body === undefined
          ? []
          : [
              ['content-type', request.contentType ?? 'application/json'] as [
                string,
                string,
              ],
            ]),
      ],
      body:
        request.body === undefined ? undefined : JSON.stringify(request.body),
      signal,
      dispatcher: agent,
      redirect: 'error',
    };
    return fetch(url, init);
  }

  private async connect() {
    const options: RequestOptions = {};
    await this.kubeConfig.applyToHTTPSOptions(options);
    const { ca, cert, key, servername, rejectUnauthorized } = options;
    return {
      // streams may be silent for long: those who read them decide when that is too long
      agent: new Agent({
        bodyTimeout: 0,
        connect: {
          ca,
          cert,
          key,
          servername,
          rejectUnauthorized,
          lookup: this.policy?.lookup,
        },
      }),
      headers: Object.entries(options.headers ?? {}).map(
        ([name, value]): [string, string] => [name, String(value)],
      ),
    };
  }
}

async function* linesOf(body: AsyncIterable<Uint8Array>) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) if (line.trim()) yield line;
  }
  if (rest.trim()) yield rest;
}
