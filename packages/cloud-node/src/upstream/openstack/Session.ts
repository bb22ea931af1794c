import { ServiceUnavailableError } from '@backstage/errors';
import type { z } from 'zod';
import { upstreamStatus, type HttpAnswer, type HttpSource } from '../http';
import {
  endpointOf,
  findEndpoint,
  regionsOf,
  type ServiceType,
} from './catalog';
import type { OpenStackConfig } from './config';
import { nextQuery, pageWire, type PageLinks } from './pages';
import { TokenKeeper, type Token } from './TokenKeeper';

/** A service in a region, or Keystone, which is one for all regions. */
export type Target =
  | { service: 'identity' }
  | { service: ServiceType; region: string };

export interface ServiceRequest {
  target: Target;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: { [key: string]: string | number | undefined };
  body?: unknown;
  long?: boolean;
  signal?: AbortSignal;
}

export type ListRequest<T extends z.ZodType> = Omit<
  ServiceRequest,
  'method' | 'body'
> & {
  /** Key of the list in the answer. */
  key: string;
  item: T;
};

/** Pinned, so that an upgrade of the cloud does not change what we read. */
const microversions: Partial<Record<ServiceType, string>> = {
  compute: 'compute 2.79',
  'block-storage': 'volume 3.59',
};

/** More pages than any cloud has; a service that links its pages in a circle is stopped here. */
const maxPages = 5_000;

/** Requests to the services of one OpenStack, with token, address, version, pages and the shape of the answer. */
export class Session {
  private readonly tokens: TokenKeeper;

  constructor(
    private readonly config: OpenStackConfig,
    private readonly http: HttpSource,
    now?: () => number,
  ) {
    this.tokens = new TokenKeeper(config, http, now);
  }

  /** Regions to look at: those of the catalog, or those of them that are configured. */
  async regions(): Promise<string[]> {
    const found = regionsOf((await this.tokens.get()).catalog);
    const wanted = this.config.regions;
    if (!wanted) return found;
    const missing = wanted.filter(region => !found.includes(region));
    if (missing.length) {
      throw new ServiceUnavailableError(
        `OpenStack ${this.config.name} has no region ${missing.join(
          ', ',
        )}; its catalog has ${found.join(', ') || 'none'}`,
      );
    }
    return wanted;
  }

  async has(service: ServiceType, region: string): Promise<boolean> {
    const { catalog } = await this.tokens.get();
    const wanted = { interface: this.config.interface, region };
    return findEndpoint(catalog, service, wanted) !== undefined;
  }

  /** The project that the portal's own account is scoped to. */
  async ownProject(): Promise<string> {
    return (await this.tokens.get()).projectId;
  }

  async request<T extends z.ZodType>(
    request: ServiceRequest,
    answer: T,
  ): Promise<z.output<T>> {
    return this.read(request, await this.send(request), answer);
  }

  /** Sends what is answered with nothing. */
  async command(request: ServiceRequest): Promise<void> {
    await this.send(request);
  }

  /**
   * A whole list, page by page. A page whose marker was deleted meanwhile makes the walk start anew; whatever else
   * fails, fails the list, as half a list says things that are not so.
   */
  async list<T extends z.ZodType>(
    request: ListRequest<T>,
  ): Promise<z.output<T>[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.walk(request);
      } catch (error) {
        const lostMarker = upstreamStatus(error) === 400 && attempt < 3;
        if (!lostMarker || !(error instanceof Error)) throw error;
        if (!/marker/i.test(error.message)) throw error;
      }
    }
  }

  private async walk<T extends z.ZodType>(request: ListRequest<T>) {
    const { key, item, ...first } = request;
    const items = new Map<unknown, z.output<T>>();
    let query = first.query;
    for (let page = 1; page <= maxPages; page++) {
      const sent = { ...first, query, long: true };
      const body = await this.request(sent, pageWire(key, item));
      const read = body[key] as z.output<T>[];
      for (const one of read) items.set(identityOf(one, items.size), one);
      if ((body as { truncated?: boolean }).truncated) {
        throw new ServiceUnavailableError(
          `${this.nameOf(
            request.target,
          )} cuts the list of ${key} short; raise its list_limit`,
        );
      }
      const next = nextQuery(body as PageLinks, key);
      if (!next || read.length === 0) return [...items.values()];
      query = { ...first.query, ...next };
    }
    throw new ServiceUnavailableError(
      `${this.nameOf(request.target)} never ends the list of ${key}`,
    );
  }

  private async send(request: ServiceRequest): Promise<HttpAnswer> {
    const token = await this.tokens.get();
    try {
      return await this.sendWith(token, request);
    } catch (error) {
      if (upstreamStatus(error) !== 401) throw error;
      return this.sendWith(await this.tokens.getInsteadOf(token), request);
    }
  }

  private sendWith(token: Token, request: ServiceRequest) {
    const { target, method, body, long, signal } = request;
    const url = new URL(`${this.baseUrl(token, target)}${request.path}`);
    for (const [key, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    const version =
      target.service === 'identity' ? undefined : microversions[target.service];
    return this.http.request({
      system: this.nameOf(target),
      url,
      method,
      body,
      long,
      signal,
      headers: {
        'x-auth-token': token.value,
        ...(version && { 'openstack-api-version': version }),
      },
    });
  }

  private baseUrl(token: Token, target: Target): string {
    if (target.service === 'identity') return this.config.authUrl;
    const base = endpointOf(token.catalog, target.service, {
      interface: this.config.interface,
      region: target.region,
    });
    // Cinder wants the project of the token in the path, and catalogs differ in whether they have put it there.
    return target.service === 'block-storage' && /\/v3$/.test(base)
      ? `${base}/${token.projectId}`
      : base;
  }

  private read<T extends z.ZodType>(
    request: ServiceRequest,
    answer: HttpAnswer,
    wire: T,
  ): z.output<T> {
    const parsed = wire.safeParse(answer.body);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new ServiceUnavailableError(
      `${this.nameOf(
        request.target,
      )} sent an answer that the portal does not understand: "${issue.path.join(
        '.',
      )}": ${issue.message}`,
    );
  }

  private nameOf(target: Target): string {
    const service =
      target.service === 'identity'
        ? 'identity'
        : `${target.service}, ${target.region}`;
    return `OpenStack ${this.config.name} (${service})`;
  }
}

/** The same item on two pages, as lists move while they are read, is one item. */
function identityOf(item: unknown, index: number): unknown {
  return typeof item === 'object' && item !== null && 'id' in item
    ? item.id
    : index;
}
