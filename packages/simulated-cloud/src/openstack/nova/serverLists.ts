import type { CloudState } from '../CloudState';
import { novaFault } from '../faults';
import type { Region } from '../Region';
import {
  isAdmin,
  nextPage,
  pageAfter,
  projectOf,
  truthy,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import type { Server } from '../types';
import { deny, viewsOf } from './requests';
import { statusOf } from './views';

export const pageCap = 1000;

const invalid = (c: ServiceContext, name: string, why: string) => {
  const value = c.req.query(name);
  return novaFault(
    c,
    400,
    `Invalid input for query parameters ${name}. Value: ${value}. '${value}' ${why}`,
  );
};

/** How many a page holds, or the refusal of what is no number. */
export function pageSize(c: ServiceContext): number | Response {
  const { limit } = c.req.query();
  if (limit === undefined) return pageCap;
  if (!/^\d*$/.test(limit)) {
    return invalid(c, 'limit', "does not match '^[0-9]*$'");
  }
  return Math.min(Number(limit) || pageCap, pageCap);
}

/** What is no regular expression is taken as it stands. */
function regularExpression(text: string): RegExp {
  try {
    return new RegExp(text, 'i');
  } catch {
    return new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i');
  }
}

/** What the query asks of a server. A name is a regular expression to Nova. */
function filterOf(
  query: Record<string, string>,
  wantsDeleted: boolean,
): (server: Server) => boolean {
  const since = query['changes-since'] && Date.parse(query['changes-since']);
  const before = query['changes-before'] && Date.parse(query['changes-before']);
  const name = query.name ? regularExpression(query.name) : undefined;
  const status = query.status?.toUpperCase();
  const isWanted = (server: Server) => {
    if (since || before) {
      // Times are told in whole seconds, and both ends are included.
      const updated = Math.floor(server.updatedAt / 1000) * 1000;
      return (!since || updated >= since) && (!before || updated <= before);
    }
    return (server.vm === 'deleted') === (wantsDeleted || status === 'DELETED');
  };
  return server =>
    isWanted(server) &&
    (!name || name.test(server.name)) &&
    (!status || statusOf(server) === status) &&
    (!query.user_id || server.userId === query.user_id) &&
    (!query.flavor || server.flavor.id === query.flavor) &&
    (!query.image || server.imageId === query.image) &&
    (!query.host || server.host === query.host) &&
    (!query.uuid || server.id === query.uuid) &&
    (!query.vm_state || server.vm === query.vm_state) &&
    (!query.tags ||
      query.tags.split(',').every(tag => server.tags.includes(tag)));
}

function candidates(region: Region, projectId: string | undefined): Server[] {
  if (projectId === undefined)
    return region.order.map(id => region.servers.get(id)!);
  return region.servers.by('project', projectId).reverse();
}

const sortKeys: Record<string, keyof Server | undefined> = {
  created_at: 'createdAt',
  updated_at: 'updatedAt',
  display_name: 'name',
  uuid: 'id',
};

function sorted(servers: Server[], query: Record<string, string>): Server[] {
  const key = sortKeys[query.sort_key ?? ''];
  const isAscending = query.sort_dir === 'asc';
  if (!key) return isAscending ? servers.reverse() : servers;
  const sign = isAscending ? 1 : -1;
  return servers.sort((a, b) => {
    const [x, y] = [a[key] ?? '', b[key] ?? ''];
    return sign * (x < y ? -1 : Number(x > y));
  });
}

/** Lists of servers: pages of at most 1000, newest first, and what changed since. */
export function addServerLists(app: ServiceApp, state: CloudState) {
  const list = (detail: boolean) => (c: ServiceContext) => {
    const token = c.get('token');
    const query = c.req.query();
    const allTenants = query.all_tenants === '' || truthy(query.all_tenants);
    if (allTenants && !isAdmin(token)) {
      return deny(c, `servers:${detail ? 'detail' : 'index'}:get_all_tenants`);
    }
    for (const name of ['changes-since', 'changes-before']) {
      if (name in query && Number.isNaN(Date.parse(query[name])))
        return invalid(c, name, "is not a 'date-time'");
    }
    const size = pageSize(c);
    if (size instanceof Response) return size;
    const projectId = allTenants
      ? query.project_id ?? query.tenant_id
      : projectOf(token) ?? '';
    const matching = candidates(c.get('region'), projectId).filter(
      filterOf(query, isAdmin(token) && truthy(query.deleted)),
    );
    const page = pageAfter(sorted(matching, query), query.marker, size);
    if (!page) return novaFault(c, 400, `marker [${query.marker}] not found`);
    const views = viewsOf(state, c);
    const last = page.items[page.items.length - 1];
    return c.json({
      servers: page.items.map(detail ? views.server : views.brief),
      ...(page.more && {
        servers_links: [
          { rel: 'next', href: nextPage(c, state.urls.nova, last.id) },
        ],
      }),
    });
  };

  app.get('/:region/v2.1/servers', list(false));
  app.get('/:region/v2.1/servers/detail', list(true));
}
