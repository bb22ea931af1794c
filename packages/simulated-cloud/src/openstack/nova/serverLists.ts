import type { CloudState } from '../CloudState';
import { novaFault } from '../faults';
import {
  isAdmin,
  nextPage,
  pageAfter,
  projectOf,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import { askedVersion } from './microversion';
import { createViews, statusOf, updatedAt } from './views';

const pageCap = 1000;

export function viewsOf(state: CloudState, c: ServiceContext) {
  const version = askedVersion(name => c.req.header(name));
  const region = c.get('region');
  return createViews(
    region,
    `${state.urls.nova}/${region.name}/v2.1`,
    state.ctx.clock.now(),
    version === 'malformed' ? 1 : version,
  );
}

const truthy = (text: string | undefined) =>
  ['1', 'true', 't', 'yes'].includes((text ?? '').toLowerCase());

/** Lists of servers: pages of at most 1000, newest first, and what changed since. */
export function addServerLists(app: ServiceApp, state: CloudState) {
  const list = (detail: boolean) => (c: ServiceContext) => {
    const token = c.get('token');
    const region = c.get('region');
    const query = c.req.query();
    const admin = isAdmin(token);
    const allTenants =
      truthy(
        query.all_tenants ?? (query.all_tenants === '' ? '1' : undefined),
      ) || query.all_tenants === '';
    if (allTenants && !admin) {
      return novaFault(
        c,
        403,
        `Policy doesn't allow os_compute_api:servers:${
          detail ? 'detail' : 'index'
        }:get_all_tenants to be performed.`,
      );
    }
    const now = state.ctx.clock.now();
    const since =
      query['changes-since'] === undefined
        ? undefined
        : Date.parse(query['changes-since']);
    if (since !== undefined && Number.isNaN(since)) {
      return novaFault(
        c,
        400,
        `Invalid input for query parameters changes-since. Value: ${query['changes-since']}. '${query['changes-since']}' is not a 'date-time'`,
      );
    }
    const limit = query.limit === undefined ? pageCap : Number(query.limit);
    if (!Number.isInteger(limit) || limit < 0) {
      return novaFault(
        c,
        400,
        `Invalid input for query parameters limit. Value: ${query.limit}. '${query.limit}' does not match '^[0-9]*$'`,
      );
    }
    const projectId = allTenants
      ? query.project_id ?? query.tenant_id
      : projectOf(token);
    const wantsDeleted = admin && truthy(query.deleted);
    const matching = region.order
      .map(id => region.servers.get(id)!)
      .filter(server => {
        if (!allTenants && server.projectId !== projectId) return false;
        if (projectId && server.projectId !== projectId) return false;
        if (since !== undefined) {
          if (updatedAt(server, now) < since) return false;
        } else if ((server.state === 'deleted') !== wantsDeleted) return false;
        if (query.name && !new RegExp(query.name).test(server.name))
          return false;
        if (
          query.status &&
          statusOf(server, now).status !== query.status.toUpperCase()
        )
          return false;
        return true;
      });
    const size = Math.min(limit || pageCap, pageCap);
    const page = pageAfter(matching, query.marker, size);
    if (!page) return novaFault(c, 400, `marker [${query.marker}] not found`);
    const views = viewsOf(state, c);
    const last = page.items[page.items.length - 1];
    return c.json({
      servers: page.items.map(server =>
        detail ? views.server(server, admin) : views.brief(server),
      ),
      ...(page.more && {
        servers_links: [
          { rel: 'next', href: nextPage(c, state.urls.nova, last.id, size) },
        ],
      }),
    });
  };

  app.get('/:region/v2.1/servers', list(false));
  app.get('/:region/v2.1/servers/detail', list(true));
}
