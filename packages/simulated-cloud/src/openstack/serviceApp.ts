import { randomUUID } from 'node:crypto';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import type { CloudState } from './CloudState';
import { keystoneFault, unauthenticated, type Fault } from './faults';
import type { Region } from './Region';
import type { Token } from './types';

export interface ServiceEnv {
  Variables: { token: Token; region: Region; requestId: string };
}

export type ServiceContext = Context<ServiceEnv>;
export type ServiceApp = Hono<ServiceEnv>;

const loadBalancerPage =
  '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>';

/** Answers half of what would have been said, as a connection that breaks does. */
async function truncate(response: Response): Promise<Response> {
  const text = await response.text();
  return new Response(text.slice(0, Math.floor(text.length / 2)), {
    status: response.status,
    headers: { 'content-type': 'application/json' },
  });
}

/** Request ids, and what the scenarios do to every service alike. */
export function createServiceApp(
  state: CloudState,
  name: string,
  fault: Fault,
): ServiceApp {
  const app = new Hono<ServiceEnv>();
  const { scenarios, clock } = state.ctx;
  app.use(async (c, next) => {
    const region = c.req.path.split('/')[1];
    const requestId = `req-${randomUUID()}`;
    c.set('requestId', requestId);
    if (scenarios.isOn('slow', name))
      await clock.sleep(30_000, c.req.raw.signal);
    if (name === 'keystone' && scenarios.isOn('keystone-down'))
      return c.html(loadBalancerPage, 503);
    if (name === 'nova' && scenarios.isOn('nova-down', region))
      return c.html(loadBalancerPage, 503);
    if (scenarios.isOn('html-answer', name))
      return c.html('<html><body>Please sign in</body></html>');
    if (scenarios.isOn('openstack-500', name)) {
      return fault(c, 500, 'Unexpected API Error. Please report this.');
    }
    await next();
    c.header('x-openstack-request-id', requestId);
    const isList = c.req.method === 'GET' && c.res.status === 200;
    if (isList && scenarios.isOn('truncated-page', name))
      c.res = await truncate(c.res);
    return undefined;
  });
  app.onError((error, c) => {
    if (error instanceof SyntaxError) {
      return fault(
        c,
        400,
        'The server could not comply with the request since it is malformed.',
      );
    }
    state.ctx.log(`${name}: ${error.stack ?? error}`);
    return fault(c, 500, 'Unexpected API Error. Please report this.');
  });
  return app;
}

/** Who asks, or 401. A credential with rules is good for the calls that they name only. */
export function requireToken(
  state: CloudState,
  service = '',
  refuse: typeof unauthenticated = unauthenticated,
): MiddlewareHandler<ServiceEnv> {
  return async (c, next) => {
    const token = state.ctx.scenarios.isOn('keystone-401')
      ? undefined
      : state.tokens.find(c.req.header('x-auth-token'));
    const rules = token?.credential?.accessRules;
    const path = c.req.path.replace(/^\/[^/]+/, '');
    const isAllowed =
      !rules ||
      rules.some(
        rule =>
          rule.service === service &&
          rule.method === c.req.method &&
          fits(rule.path, path),
      );
    if (!token || !isAllowed) return refuse(c, state.urls.keystone);
    c.set('token', token);
    await next();
    return undefined;
  };
}

/** `*` stands for one part of a path, `**` for any number, `{id}` for one as well. */
function fits(rule: string, path: string): boolean {
  const pattern = rule
    .replace(/[.+?^$()|[\]\\]/g, '\\$&')
    .replace(/\*\*|\*|\{[^}]*\}/g, part => (part === '**' ? '.*' : '[^/]+'));
  return new RegExp(`^${pattern}$`).test(path);
}

/** Which region the path names, or 404. */
export function requireRegion(
  state: CloudState,
): MiddlewareHandler<ServiceEnv> {
  return async (c, next) => {
    const region = state.regions.get(c.req.param('region') ?? '');
    if (!region)
      return keystoneFault(c, 404, 'The resource could not be found.');
    c.set('region', region);
    await next();
    return undefined;
  };
}

export const isAdmin = (token: Token) =>
  token.roles.some(({ name }) => name === 'admin');

export const projectOf = (token: Token) =>
  token.scope?.kind === 'project' ? token.scope.project.id : undefined;

/** A page of a list, as services with `limit` and `marker` give it. Refuses with undefined when the marker is gone. */
export function pageAfter<T extends { id: string }>(
  items: T[],
  marker: string | undefined,
  limit: number,
): { items: T[]; more: boolean } | undefined {
  const start =
    marker === undefined ? 0 : items.findIndex(({ id }) => id === marker) + 1;
  if (marker !== undefined && start === 0) return undefined;
  return {
    items: items.slice(start, start + limit),
    more: start + limit < items.length,
  };
}

/** The address of the page after this one. */
export function nextPage(
  c: ServiceContext,
  base: string,
  lastId: string,
): string {
  const query = new URLSearchParams(new URL(c.req.url).search);
  query.set('marker', lastId);
  return `${base}${c.req.path}?${query}`;
}

/** Whether a parameter says yes, as Python services take it. */
export const truthy = (text: string | undefined): boolean =>
  ['1', 'true', 't', 'yes', 'y', 'on'].includes((text ?? '').toLowerCase());
