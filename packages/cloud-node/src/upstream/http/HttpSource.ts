import { readFileSync } from 'node:fs';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import {
  BrokenCircuitError,
  bulkhead,
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  wrap,
  type IPolicy,
} from 'cockatiel';
import { Agent, fetch, type Response } from 'undici';
import { requestIdListener } from '../../requests/requestIds';
import type { EndpointPolicy } from './EndpointPolicy';
import { parseJson, readBody } from './readBody';
import { upstreamError, upstreamStatus } from './upstreamError';

export interface HttpSourceOptions {
  endpoints: EndpointPolicy;
  /** PEM file of the authority that signed the servers' certificates, when that is not a public one. */
  caFile?: string;
  /** How many calls to one service may be under way at once. */
  concurrency?: number;
  timeoutMs?: number;
  /** For answers that take their time, such as lists of megabytes. */
  longTimeoutMs?: number;
  maxBytes?: number;
  /** Times that a failed read is tried again, and milliseconds before the first of them. */
  retries?: number;
  firstRetryMs?: number;
  /** How long a service that failed five times in a row is left alone. */
  restMs?: number;
}

export interface HttpRequest {
  /** How people call what is asked, for sentences. */
  system: string;
  url: URL;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: unknown;
  /** True for what may take its time, such as a list of megabytes. */
  long?: boolean;
  /** True for a POST that only asks, such as for a token. Reads are repeatable without saying so. */
  repeatable?: boolean;
  signal?: AbortSignal;
}

export interface HttpAnswer {
  status: number;
  headers: { get(name: string): string | null };
  /** Parsed JSON; undefined when there is no body. */
  body: unknown;
}

/**
 * The one way out to an upstream system: who may be called, for how long, how many at once, how often again, and
 * when to leave it alone. What comes back is JSON or an error with a sentence.
 */
export class HttpSource {
  private readonly agent: Agent;
  private readonly again;
  /** Per service, so that one that hangs or fails takes neither turns nor trust from another. */
  private readonly services = new Map<string, IPolicy>();
  /** What went wrong last, for those who come while a service is left alone. */
  private readonly lastTrouble = new Map<string, string>();

  constructor(private readonly options: HttpSourceOptions) {
    this.agent = new Agent({
      connect: {
        lookup: options.endpoints.lookup,
        timeout: 5_000,
        ca: options.caFile ? readFileSync(options.caFile) : undefined,
      },
    });
    this.again = retry(handleWhen(isPassing), {
      maxAttempts: options.retries ?? 2,
      backoff: new ExponentialBackoff({
        initialDelay: options.firstRetryMs ?? 250,
        maxDelay: 5_000,
      }),
    });
  }

  async request(request: HttpRequest): Promise<HttpAnswer> {
    this.options.endpoints.check(request.url);
    const { method = 'GET', repeatable = method === 'GET' } = request;
    const name = serviceOf(request.url);
    const service = this.guardOf(name);
    const policy = repeatable ? wrap(this.again, service) : service;
    const hear = requestIdListener(method);
    try {
      return await policy.execute(() => this.send(request, hear));
    } catch (error) {
      if (error instanceof BrokenCircuitError) {
        throw new ServiceUnavailableError(
          `${
            this.lastTrouble.get(name) ?? `${request.system} failed`
          }; as that happened several times in a row, it is left alone for some seconds`,
        );
      }
      if (error instanceof Error && isPassing(error)) {
        this.lastTrouble.set(name, error.message);
      }
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async send(
    request: HttpRequest,
    hear: ReturnType<typeof requestIdListener>,
  ): Promise<HttpAnswer> {
    const { system, url, method = 'GET', headers, body, signal } = request;
    const timeoutMs = request.long
      ? this.options.longTimeoutMs ?? 60_000
      : this.options.timeoutMs ?? 20_000;
    const deadline = AbortSignal.timeout(timeoutMs);
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method,
        headers: {
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
        dispatcher: this.agent,
      });
      hear(response.headers);
      text = await readBody(
        response,
        system,
        this.options.maxBytes ?? 64 * 2 ** 20,
      );
    } catch (error) {
      if (signal?.aborted) throw error;
      throw unreachable({ system, timeoutMs, error, late: deadline.aborted });
    }
    if (!response.ok) {
      throw upstreamError({
        system,
        status: response.status,
        body: text,
        retryAfter: Number(response.headers.get('retry-after')) || 0,
      });
    }
    return {
      status: response.status,
      headers: response.headers,
      body:
        response.status === 204 || (text === '' && method !== 'GET')
          ? undefined
          : parseJson(text, system),
    };
  }

  private guardOf(name: string): IPolicy {
    const known = this.services.get(name);
    if (known) return known;
    const service = wrap(
      circuitBreaker(handleWhen(isPassing), {
        halfOpenAfter: this.options.restMs ?? 10_000,
        breaker: new ConsecutiveBreaker(5),
      }),
      bulkhead(this.options.concurrency ?? 8, Infinity),
    );
    this.services.set(name, service);
    return service;
  }
}

/** Services of a cloud may share a host, each under a path of its own. */
function serviceOf({ origin, pathname }: URL): string {
  return `${origin}/${pathname.split('/')[1]}`;
}

/** Troubles of the system itself, which may be over the next time; a refusal of what we asked is none. */
function isPassing(error: Error): boolean {
  if (!(error instanceof ServiceUnavailableError)) return false;
  const status = upstreamStatus(error);
  return status === undefined || status === 429 || status >= 500;
}

function unreachable(trouble: {
  system: string;
  timeoutMs: number;
  error: unknown;
  late: boolean;
}): Error {
  const { system, timeoutMs, error, late } = trouble;
  // Sentences of our own pass as they are.
  if (error instanceof ServiceUnavailableError) return error;
  const reason = rootCause(error);
  if (late) {
    return new ServiceUnavailableError(
      `${system} did not answer within ${Math.round(timeoutMs / 1000)} s`,
    );
  }
  if (reason.name === 'NotAllowedError') return reason;
  const code = (reason as NodeJS.ErrnoException).code;
  const sentences: Record<string, string> = {
    ECONNREFUSED: 'does not accept connections',
    ENOTFOUND: 'has an address that cannot be resolved',
    ECONNRESET: 'closed the connection',
    UND_ERR_SOCKET: 'closed the connection in the middle of its answer',
    UND_ERR_CONNECT_TIMEOUT: 'cannot be reached',
    UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'sent an answer that breaks off',
  };
  return new ServiceUnavailableError(
    `${system} ${
      sentences[code ?? ''] ?? `cannot be reached (${reason.message})`
    }`,
  );
}

/** Fetch says "fetch failed" and hides what happened inside. */
function rootCause(error: unknown): Error {
  if (!isError(error)) return new Error(String(error));
  const [first] = (error as Partial<AggregateError>).errors ?? [];
  return rootCauseOr(first ?? error.cause, error);
}

function rootCauseOr(inner: unknown, error: Error): Error {
  return isError(inner) ? rootCause(inner) : error;
}
