import type { CloudState } from '../CloudState';
import { novaFault } from '../faults';
import {
  isAdmin,
  projectOf,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import { microseconds } from '../times';
import { viewsOf } from './serverLists';

const fixed = {
  key_pairs: 100,
  metadata_items: 128,
  server_group_members: 10,
  server_groups: 10,
};
const counted = ['instances', 'cores', 'ram'] as const;

/** Flavors, quotas, limits, usage: what a project may have, and has. */
export function addProjectRoutes(app: ServiceApp, state: CloudState) {
  const base = '/:region/v2.1';
  const deny = (c: ServiceContext, rule: string) =>
    novaFault(
      c,
      403,
      `Policy doesn't allow os_compute_api:${rule} to be performed.`,
    );
  const mayAsk = (c: ServiceContext) =>
    isAdmin(c.get('token')) ||
    c.req.param('project') === projectOf(c.get('token'));

  app.get(`${base}/flavors`, c => {
    const { links } = viewsOf(state, c);
    return c.json({
      flavors: c.get('region').flavors.map(({ id, name }) => ({
        id,
        name,
        links: links('flavors', id),
      })),
    });
  });
  app.get(`${base}/flavors/detail`, c =>
    c.json({ flavors: c.get('region').flavors.map(viewsOf(state, c).flavor) }),
  );
  app.get(`${base}/flavors/:id`, c => {
    const flavor = c
      .get('region')
      .flavors.find(({ id }) => id === c.req.param('id'));
    return flavor
      ? c.json({ flavor: viewsOf(state, c).flavor(flavor) })
      : novaFault(c, 404, `Flavor ${c.req.param('id')} could not be found.`);
  });
  app.get(`${base}/flavors/:id/os-extra_specs`, c =>
    c.json({ extra_specs: {} }),
  );

  app.get(`${base}/os-quota-sets/:project/detail`, c => {
    if (!mayAsk(c)) return deny(c, 'os-quota-sets:detail');
    const project = c.req.param('project');
    const quota = c.get('region').quota(project);
    const used = c.get('region').usage(project);
    const item = (limit: number, inUse: number) => ({
      limit,
      in_use: inUse,
      reserved: 0,
    });
    return c.json({
      quota_set: {
        id: project,
        ...Object.fromEntries(
          counted.map(key => [key, item(quota[key], used[key])]),
        ),
        ...Object.fromEntries(
          Object.entries(fixed).map(([key, limit]) => [key, item(limit, 0)]),
        ),
      },
    });
  });

  const quotaSet = (c: ServiceContext) => {
    const project = c.req.param('project') ?? '';
    const { instances, cores, ram } = c.get('region').quota(project);
    return { id: project, instances, cores, ram, ...fixed };
  };
  app.get(`${base}/os-quota-sets/:project`, c =>
    mayAsk(c)
      ? c.json({ quota_set: quotaSet(c) })
      : deny(c, 'os-quota-sets:show'),
  );
  app.put(`${base}/os-quota-sets/:project`, async c => {
    if (!isAdmin(c.get('token'))) return deny(c, 'os-quota-sets:update');
    const project = c.req.param('project');
    const { quota_set: wanted } = await c.req.json();
    const used = c.get('region').usage(project);
    const quota = c.get('region').quota(project);
    for (const key of counted) {
      const limit = wanted[key];
      if (limit === undefined) continue;
      if (limit >= 0 && limit < used[key] && !wanted.force) {
        return novaFault(
          c,
          400,
          `Quota limit ${limit} for ${key} must be greater than or equal to already used and reserved ${used[key]}.`,
        );
      }
      quota[key] = Number(limit);
    }
    const { id: _, ...rest } = quotaSet(c);
    return c.json({ quota_set: rest });
  });

  app.get(`${base}/limits`, c => {
    const project =
      (isAdmin(c.get('token')) && c.req.query('tenant_id')) ||
      projectOf(c.get('token'));
    if (!project) return deny(c, 'limits');
    const quota = c.get('region').quota(project);
    const used = c.get('region').usage(project);
    return c.json({
      limits: {
        rate: [],
        absolute: {
          maxTotalInstances: quota.instances,
          maxTotalCores: quota.cores,
          maxTotalRAMSize: quota.ram,
          maxServerMeta: 128,
          maxTotalKeypairs: 100,
          maxServerGroups: 10,
          maxServerGroupMembers: 10,
          totalRAMUsed: used.ram,
          totalCoresUsed: used.cores,
          totalInstancesUsed: used.instances,
          totalServerGroupsUsed: 0,
        },
      },
    });
  });

  app.get(`${base}/os-simple-tenant-usage/:project`, c => {
    if (!mayAsk(c)) return deny(c, 'os-simple-tenant-usage:show');
    const project = c.req.param('project');
    const now = state.ctx.clock.now();
    const start =
      Date.parse(c.req.query('start') ?? '') || now - 30 * 86_400_000;
    const hours = (createdAt: number) =>
      Math.max(0, now - Math.max(createdAt, start)) / 3_600_000;
    const servers = [...c.get('region').servers.values()].filter(
      server => server.projectId === project && server.state !== 'deleted',
    );
    const sum = (of: (server: (typeof servers)[number]) => number) =>
      servers.reduce(
        (total, server) => total + hours(server.createdAt) * of(server),
        0,
      );
    return c.json({
      tenant_usage: {
        tenant_id: project,
        start: microseconds(start),
        stop: microseconds(now),
        total_hours: sum(() => 1),
        total_vcpus_usage: sum(({ flavor }) => flavor.vcpus),
        total_memory_mb_usage: sum(({ flavor }) => flavor.ram),
        total_local_gb_usage: sum(({ flavor }) => flavor.disk),
        server_usages: [],
      },
    });
  });

  app.get(`${base}/os-availability-zone`, c =>
    c.json({
      availabilityZoneInfo: [
        { zoneName: 'nova', zoneState: { available: true }, hosts: null },
      ],
    }),
  );
  app.get(`${base}/os-keypairs`, c => c.json({ keypairs: [] }));
}
