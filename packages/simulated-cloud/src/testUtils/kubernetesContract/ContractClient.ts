import type { IncomingHttpHeaders } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import {
  type KubeConfig,
  type KubernetesObject,
  CoreV1Api,
  KubernetesObjectApi,
  Watch,
} from '@kubernetes/client-node';

/** An object of the suite, read loosely: assertions say what they expect. */
export interface Widget extends KubernetesObject {
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
  data?: Record<string, string>;
}

/** A refusal as the server worded it. */
export interface Refusal {
  code: number;
  reason?: string;
  message?: string;
  details?: {
    causes?: Array<{ reason: string; message: string; field: string }>;
  };
}

/** One event of a watch. */
export interface Change {
  type: string;
  object: Widget & { code?: number };
}

/** What the suite does with a server, through the client library and through bare requests. */
export class ContractClient {
  readonly core: CoreV1Api;
  readonly objects: KubernetesObjectApi;

  constructor(readonly kubeConfig: KubeConfig) {
    this.core = kubeConfig.makeApiClient(CoreV1Api);
    this.objects = KubernetesObjectApi.makeApiClient(kubeConfig);
  }

  /** A request without a client library in between. */
  async request(
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
  ): Promise<{
    status: number;
    body: Widget & Refusal;
    headers: IncomingHttpHeaders;
  }> {
    const cluster = this.kubeConfig.getCurrentCluster();
    const content = body === undefined ? undefined : JSON.stringify(body);
    const options: RequestOptions = {
      method,
      headers: {
        accept: 'application/json',
        // Node sends no length with a DELETE by itself, and then no body
        ...(content === undefined
          ? {}
          : {
              'content-type': contentType,
              'content-length': Buffer.byteLength(content),
            }),
      },
    };
    await this.kubeConfig.applyToHTTPSOptions(options);
    return new Promise((resolve, reject) => {
      const call = request(`${cluster?.server}${path}`, options, response => {
        const parts: Buffer[] = [];
        response.on('data', part => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({
            status: response.statusCode ?? 0,
            body: parsed(text),
            headers: response.headers,
          });
        });
      });
      call.on('error', reject);
      call.end(content);
    });
  }

  /** Reads a watch until the predicate is content. */
  async watchUntil(
    path: string,
    query: Record<string, string>,
    enough: (changes: Change[]) => boolean,
    during: () => Promise<unknown> = async () => {},
  ): Promise<Change[]> {
    const changes: Change[] = [];
    const watch = new Watch(this.kubeConfig);
    return new Promise<Change[]>((resolve, reject) => {
      const started = watch.watch(
        path,
        { timeoutSeconds: 20, ...query },
        (type, object) => {
          changes.push({ type, object });
          if (enough(changes)) {
            void started.then(controller => controller.abort());
            resolve(changes);
          }
        },
        () => resolve(changes),
      );
      started.then(during).catch(reject);
    });
  }
}

/** Paths that nothing serves are answered in plain text. */
function parsed(text: string) {
  return text.startsWith('{') ? JSON.parse(text) : {};
}

/** The refusal that a call of the client library ended with. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    const { body } = error as { body?: unknown };
    if (typeof body === 'string') return JSON.parse(body);
    throw error;
  }
  throw new Error('the call was expected to be refused');
}

/** Waits for something that a controller does. */
export async function eventually<T>(
  check: () => Promise<T | undefined | false>,
  ms = 20_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
