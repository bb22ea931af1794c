import type { KubeObject } from '../../kubernetes/types';
import { kinds, pathOf, type Kind } from './kinds';

/** Carries a request to an API server: over the network, or straight into one that runs in this process. */
export type Send = (request: Request) => Promise<Response>;

/** What an API server refused, with the reason it gave. */
export class KubeError extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
    readonly causes: string[] = [],
  ) {
    super(message);
  }
}

export interface WatchEvent<T> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: T;
}

type Where = { namespace?: string; name: string };

/** The Kubernetes API as controllers use it. There is no other way from them into a cluster. */
export class KubeClient {
  constructor(
    private readonly send: Send,
    private readonly server = 'http://kubernetes',
    private readonly fieldManager = 'rancher',
  ) {}

  /** The object, or nothing when it does not exist. */
  async find<T extends KubeObject>(kind: Kind, where: Where) {
    try {
      return await this.call<T>('GET', pathOf(kind, where));
    } catch (error) {
      if (isStatus(error, 404)) return undefined;
      throw error;
    }
  }

  async list<T extends KubeObject>(
    kind: Kind,
    options: {
      namespace?: string;
      labelSelector?: string;
      fieldSelector?: string;
    } = {},
  ): Promise<{ items: T[]; resourceVersion: string }> {
    const answer = await this.call<{
      metadata: { resourceVersion: string };
      items: T[];
    }>('GET', pathOf(kind, options), {
      query: {
        labelSelector: options.labelSelector,
        fieldSelector: options.fieldSelector,
      },
    });
    return {
      // items of a list may come without these two, but controllers write them back
      items: answer.items.map(item => ({
        ...item,
        apiVersion: kind.apiVersion,
        kind: kind.kind,
      })),
      resourceVersion: answer.metadata.resourceVersion,
    };
  }

  /** Creates it, or gives back the one that is there already. */
  async ensure<T extends KubeObject>(kind: Kind, object: T): Promise<T> {
    try {
      const { namespace } = object.metadata;
      return await this.call<T>('POST', pathOf(kind, { namespace }), {
        body: object,
      });
    } catch (error) {
      if (!isStatus(error, 409)) throw error;
      const found = await this.find<T>(kind, object.metadata);
      if (found) return found;
      throw error;
    }
  }

  /** JSON merge patch, of the status with `subresource`. */
  async patch<T extends KubeObject>(
    kind: Kind,
    where: Where,
    patch: Record<string, unknown>,
    subresource?: 'status',
  ): Promise<T> {
    const path = pathOf(kind, where);
    return this.call<T>(
      'PATCH',
      subresource ? `${path}/${subresource}` : path,
      {
        body: patch,
        contentType: 'application/merge-patch+json',
      },
    );
  }

  /** Says how the object is doing. Writes nothing when that is known already. */
  async patchStatus<T extends KubeObject>(
    kind: Kind,
    object: T,
    status: Record<string, unknown>,
  ): Promise<T> {
    if (covers(object.status, status)) return object;
    return this.patch<T>(kind, object.metadata, { status }, 'status');
  }

  /** Deletes it; no matter when it is gone already. */
  async delete(kind: Kind, where: Where): Promise<void> {
    try {
      await this.call('DELETE', pathOf(kind, where), {
        query: { propagationPolicy: 'Background' },
      });
    } catch (error) {
      if (!isStatus(error, 404)) throw error;
    }
  }

  /** Asks a pod to go, as draining does: refused with 429 while a disruption budget forbids it. */
  async evict({ metadata }: KubeObject): Promise<void> {
    const { name, namespace } = metadata;
    await this.call('POST', `${pathOf(kinds.pod, metadata)}/eviction`, {
      body: {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name, namespace },
      },
    });
  }

  /** Changes from a resource version on, until the server or the signal ends it. */
  async *watch<T extends KubeObject>(
    kind: Kind,
    options: { resourceVersion: string; signal: AbortSignal },
  ): AsyncGenerator<WatchEvent<T>> {
    const response = await this.request('GET', pathOf(kind), {
      signal: options.signal,
      query: {
        watch: 'true',
        allowWatchBookmarks: 'true',
        resourceVersion: options.resourceVersion,
      },
    });
    if (!response.body) return;
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split(
        '\n',
      );
      rest = lines.pop() ?? '';
      for (const line of lines) if (line) yield JSON.parse(line);
    }
  }

  private async call<T>(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<T> {
    return (await this.request(method, path, options)).json() as Promise<T>;
  }

  private async request(
    method: string,
    path: string,
    options: CallOptions,
  ): Promise<Response> {
    const url = new URL(`${this.server}${path}`);
    const query = { fieldManager: this.fieldManager, ...options.query };
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined && (method !== 'GET' || key !== 'fieldManager'))
        url.searchParams.set(key, value);
    }
    const response = await this.send(
      new Request(url, {
        method,
        signal: options.signal,
        headers: {
          accept: 'application/json',
          ...(options.body !== undefined && {
            'content-type': options.contentType ?? 'application/json',
          }),
        },
        body: options.body === undefined ? null : JSON.stringify(options.body),
      }),
    );
    if (response.ok) return response;
    const text = await response.text();
    throw refusal(response.status, text);
  }
}

interface CallOptions {
  query?: Record<string, string | undefined>;
  body?: unknown;
  contentType?: string;
  signal?: AbortSignal;
}

function refusal(status: number, text: string): KubeError {
  try {
    const { reason, message, details } = JSON.parse(text);
    const causes: { message: string }[] = details?.causes ?? [];
    return new KubeError(
      status,
      reason ?? '',
      message ?? text,
      causes.map(cause => cause.message),
    );
  } catch {
    return new KubeError(status, '', text);
  }
}

export function isStatus(error: unknown, status: number): boolean {
  return error instanceof KubeError && error.status === status;
}

/** True when a merge patch of `wanted` would change nothing. */
function covers(present: unknown, wanted: unknown): boolean {
  if (wanted === null) return present === undefined;
  if (typeof wanted !== 'object') return present === wanted;
  if (typeof present !== 'object' || present === null) return false;
  if (Array.isArray(wanted))
    return JSON.stringify(present) === JSON.stringify(wanted);
  return Object.entries(wanted).every(([key, value]) =>
    value === undefined
      ? true
      : covers((present as Record<string, unknown>)[key], value),
  );
}
