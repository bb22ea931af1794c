import type { KubeConfig } from '@kubernetes/client-node';
import type { JsonObject, JsonValue } from '@backstage/types';
import { z } from 'zod';
import type { EndpointPolicy } from '../http/EndpointPolicy';
import { createKubeConfig, type KubernetesTarget } from './createKubeConfig';
import {
  pathOfKind,
  type KubernetesKind,
  type KubernetesResource,
} from './kinds';
import { kubernetesError, patchError, unreachable } from './kubernetesError';
import { KubernetesTransport, type RawRequest } from './KubernetesTransport';

/** Who owns the fields that the portal applies. */
const fieldManager = 'flytower';

export interface KubernetesCallOptions {
  signal?: AbortSignal;
  timeoutMs?: number;
}

export interface KubernetesSelector {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

export interface KubernetesManifest extends JsonObject {
  apiVersion: string;
  kind: string;
  metadata: JsonObject & { name: string; namespace?: string };
}

/** Operations of RFC 6902. */
export type JsonPatch = (
  | { op: 'test' | 'add' | 'replace'; path: string; value: JsonValue }
  | { op: 'remove'; path: string }
)[];

const listWire = z.object({
  metadata: z
    .object({
      resourceVersion: z.string().optional(),
      continue: z.string().optional(),
    })
    .default({}),
  items: z.array(z.unknown()),
});

/**
 * One Kubernetes API server, typed at the wire: what comes back is what the kind's schema promises, a refusal is an
 * error of `@backstage/errors`, and every call gives up in time.
 */
export class KubernetesClient {
  /**
   * @param options - `system` is what to call the server in sentences; `policy` says where the portal may call at all
   */
  static create(
    options: { system: string; policy?: EndpointPolicy } & (
      | KubernetesTarget
      | { kubeConfig: KubeConfig }
    ),
  ): KubernetesClient {
    const kubeConfig =
      'kubeConfig' in options ? options.kubeConfig : createKubeConfig(options);
    return new KubernetesClient(
      options.system,
      new KubernetesTransport(options.system, kubeConfig, options.policy),
    );
  }

  private constructor(
    readonly system: string,
    private readonly transport: KubernetesTransport,
  ) {}

  async get<T extends KubernetesResource>(
    kind: KubernetesKind<T>,
    where: { namespace?: string; name: string },
    options?: KubernetesCallOptions,
  ): Promise<T> {
    return this.json(pathOfKind(kind, where), kind.schema, options);
  }

  /** Every page of a list. Throws when one is missing, so what is returned is complete. */
  async list<T extends KubernetesResource>(
    kind: KubernetesKind<T>,
    selector: KubernetesSelector = {},
    options: KubernetesCallOptions & { pageSize?: number } = {},
  ): Promise<{ items: unknown[]; resourceVersion?: string }> {
    const items: unknown[] = [];
    let next: string | undefined;
    let resourceVersion: string | undefined;
    do {
      const page: z.infer<typeof listWire> = await this.call(
        {
          path: pathOfKind(kind, { namespace: selector.namespace }),
          query: {
            limit: String(options.pageSize ?? 500),
            labelSelector: selector.labelSelector,
            fieldSelector: selector.fieldSelector,
            continue: next,
          },
        },
        listWire,
        options,
      );
      items.push(...page.items);
      resourceVersion = page.metadata.resourceVersion ?? resourceVersion;
      next = page.metadata.continue || undefined;
    } while (next);
    return { items, resourceVersion };
  }

  /** As `list`, each item parsed. */
  async listAll<T extends KubernetesResource>(
    kind: KubernetesKind<T>,
    selector: KubernetesSelector = {},
    options: KubernetesCallOptions = {},
  ): Promise<T[]> {
    const { items } = await this.list(kind, selector, options);
    return items.map(item => this.parse(kind.schema, item));
  }

  async create<T extends KubernetesResource>(
    kind: KubernetesKind<T>,
    manifest: KubernetesManifest,
    options?: KubernetesCallOptions,
  ): Promise<T> {
    return this.call(
      {
        method: 'POST',
        path: pathOfKind(kind, { namespace: manifest.metadata.namespace }),
        query: { fieldManager },
        body: manifest,
      },
      kind.schema,
      options,
    );
  }

  /** Server-side apply: says what the portal wants, leaves the fields of others alone. May be repeated. */
  async apply<T extends KubernetesResource>(
    kind: KubernetesKind<T>,
    manifest: KubernetesManifest,
    options?: KubernetesCallOptions & { force?: boolean },
  ): Promise<T> {
    return this.call(
      {
        method: 'PATCH',
        path: pathOfKind(kind, manifest.metadata),
        query: { fieldManager, force: String(options?.force ?? false) },
        contentType: 'application/apply-patch+yaml',
        body: manifest,
      },
      kind.schema,
      options,
    );
  }

  /** JSON merge patch. */
  async patch<T extends KubernetesResource>(
    kind: KubernetesKind<T>,
    where: { namespace?: string; name: string },
    patch: JsonObject,
    options?: KubernetesCallOptions,
  ): Promise<T> {
    return this.call(
      {
        method: 'PATCH',
        path: pathOfKind(kind, where),
        query: { fieldManager },
        contentType: 'application/merge-patch+json',
        body: patch,
      },
      kind.schema,
      options,
    );
  }

  /**
   * JSON patch. For lists, which a merge patch replaces whole: put a `test` of what was read before each change. Throws a
   * ConflictError when a test fails, that is when somebody was faster.
   */
  async jsonPatch<T extends KubernetesResource>(
    kind: KubernetesKind<T>,
    where: { namespace?: string; name: string },
    patch: JsonPatch,
    options?: KubernetesCallOptions,
  ): Promise<T> {
    try {
      return await this.call(
        {
          method: 'PATCH',
          path: pathOfKind(kind, where),
          query: { fieldManager },
          contentType: 'application/json-patch+json',
          body: patch,
        },
        kind.schema,
        options,
      );
    } catch (error) {
      throw patchError(error, `${kind.kind} ${where.name}`);
    }
  }

  /**
   * @param where - with `uid`: that very object, or a ConflictError when another one bears its name by now
   */
  async delete(
    kind: KubernetesKind<KubernetesResource>,
    where: { namespace?: string; name: string; uid?: string },
    options?: KubernetesCallOptions,
  ): Promise<void> {
    const { uid, ...named } = where;
    await this.call(
      {
        method: 'DELETE',
        path: pathOfKind(kind, named),
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          propagationPolicy: 'Background',
          ...(uid && { preconditions: { uid } }),
        },
      },
      z.unknown(),
      options,
    );
  }

  /** Any other JSON that the server has, `path` relative to its address. */
  async json<T>(
    path: string,
    schema: z.ZodType<T>,
    options?: KubernetesCallOptions & { query?: RawRequest['query'] },
  ): Promise<T> {
    return this.call({ path, query: options?.query }, schema, options);
  }

  /** Plain text, such as a pod's log. */
  async text(
    path: string,
    options?: KubernetesCallOptions & { query?: RawRequest['query'] },
  ): Promise<string> {
    return (await this.transport.send({ path, query: options?.query }, options))
      .text;
  }

  /** Lines of an answer that does not end, such as a watch or a followed log. Ends when the server closes it. */
  lines(
    path: string,
    options: {
      signal: AbortSignal;
      query?: RawRequest['query'];
      /** Called once the server has accepted the request. */
      onOpen?: () => void;
    },
  ): AsyncGenerator<string> {
    return this.transport.lines({ path, query: options.query }, options);
  }

  private async call<T>(
    request: RawRequest,
    schema: z.ZodType<T>,
    options?: KubernetesCallOptions,
  ): Promise<T> {
    const { text } = await this.transport.send(request, options);
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch (error) {
      throw /^\s*</.test(text)
        ? kubernetesError({ system: this.system, status: 502, body: text })
        : unreachable(this.system, error);
    }
    return this.parse(schema, body);
  }

  private parse<T>(schema: z.ZodType<T>, body: unknown): T {
    const result = schema.safeParse(body);
    if (result.success) return result.data;
    throw unreachable(
      this.system,
      new Error(
        `its answer is not understood: ${z.prettifyError(result.error)}`,
      ),
    );
  }
}
