import type { CloudState } from '../CloudState';
import { novaFault } from '../faults';
import {
  isAdmin,
  nextPage,
  pageAfter,
  projectOf,
  truthy,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import { microseconds } from '../times';
import type { Server } from '../types';
import { deny, versionOf } from './requests';
import { pageSize } from './serverLists';

const hour = 3_600_000;

/** Nova's times in queries have no zone and mean UTC. */
const parse = (text: string | undefined) =>
  text === undefined
    ? undefined
    : Date.parse(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);

/** How much was used in a time: server hours, and what they held. */
export function addUsageRoutes(app: ServiceApp, state: CloudState) {
  const path = '/:region/v2.1/os-simple-tenant-usage';

  const readPeriod = (c: ServiceContext) => {
    const now = state.ctx.clock.now();
    const end = parse(c.req.query('end')) ?? now;
    const start = parse(c.req.query('start')) ?? end - 30 * 24 * hour;
    if (Number.isNaN(start) || Number.isNaN(end) || start > end)
      return novaFault(
        c,
        400,
        'Invalid start time. The start time cannot occur after the end time.',
      );
    return { start, end, now };
  };
  type Period = Exclude<ReturnType<typeof readPeriod>, Response>;

  const toUsage = (server: Server, { start, end, now }: Period) => {
    const from = server.launchedAt ?? now;
    const until = server.terminatedAt ?? now;
    const hours =
      Math.max(0, Math.min(until, end) - Math.max(from, start)) / hour;
    return {
      hours,
      flavor: server.flavor.name,
      instance_id: server.id,
      name: server.name,
      tenant_id: server.projectId,
      memory_mb: server.flavor.ram,
      local_gb: server.flavor.disk,
      vcpus: server.flavor.vcpus,
      started_at: microseconds(from),
      ended_at:
        server.terminatedAt === undefined
          ? null
          : microseconds(server.terminatedAt),
      state: server.vm === 'deleted' ? 'terminated' : server.vm,
      uptime: Math.max(0, Math.floor((until - from) / 1000)),
    };
  };
  const toTenant = (
    tenantId: string,
    servers: Server[],
    period: Period,
    detailed: boolean,
  ) => {
    const usages = servers.map(server => toUsage(server, period));
    const sum = (of: (usage: (typeof usages)[number]) => number) =>
      usages.reduce((total, usage) => total + usage.hours * of(usage), 0);
    return {
      tenant_id: tenantId,
      ...(detailed && { server_usages: usages }),
      total_local_gb_usage: sum(usage => usage.local_gb),
      total_vcpus_usage: sum(usage => usage.vcpus),
      total_memory_mb_usage: sum(usage => usage.memory_mb),
      total_hours: sum(() => 1),
      start: microseconds(period.start),
      stop: microseconds(period.end),
    };
  };
  const wasUp =
    ({ start, end }: Period) =>
    (server: Server) =>
      server.launchedAt !== undefined &&
      server.launchedAt < end &&
      (server.terminatedAt ?? Infinity) > start;

  /** Pages count servers, from 2.40 on; a tenant may be on several. */
  const page = (c: ServiceContext, servers: Server[]) => {
    const size = versionOf(c) >= 40 ? pageSize(c) : servers.length || 1;
    if (size instanceof Response) return size;
    const { marker } = c.req.query();
    const found = pageAfter(servers, marker, size);
    return found ?? novaFault(c, 400, `marker [${marker}] not found`);
  };
  const linksTo = (c: ServiceContext, key: string, items: Server[]) => ({
    [key]: [
      {
        rel: 'next',
        href: nextPage(c, state.urls.nova, items[items.length - 1].id),
      },
    ],
  });

  app.get(path, c => {
    if (!isAdmin(c.get('token'))) return deny(c, 'os-simple-tenant-usage:list');
    const period = readPeriod(c);
    if (period instanceof Response) return period;
    const region = c.get('region');
    const servers = region.servers
      .values()
      .filter(wasUp(period))
      .sort((a, b) => a.projectId.localeCompare(b.projectId));
    const part = page(c, servers);
    if (part instanceof Response) return part;
    const tenants = new Map<string, Server[]>();
    for (const server of part.items) {
      const known = tenants.get(server.projectId);
      if (known) known.push(server);
      else tenants.set(server.projectId, [server]);
    }
    const detailed = truthy(c.req.query('detailed'));
    return c.json({
      tenant_usages: [...tenants].map(([id, some]) =>
        toTenant(id, some, period, detailed),
      ),
      ...(part.more && linksTo(c, 'tenant_usages_links', part.items)),
    });
  });

  app.get(`${path}/:project`, c => {
    const { project } = c.req.param();
    const token = c.get('token');
    if (!isAdmin(token) && projectOf(token) !== project)
      return deny(c, 'os-simple-tenant-usage:show');
    const period = readPeriod(c);
    if (period instanceof Response) return period;
    const part = page(
      c,
      c.get('region').servers.by('project', project).filter(wasUp(period)),
    );
    if (part instanceof Response) return part;
    return c.json({
      tenant_usage: part.items.length
        ? toTenant(project, part.items, period, true)
        : {},
      ...(part.more && linksTo(c, 'tenant_usage_links', part.items)),
    });
  });
}
