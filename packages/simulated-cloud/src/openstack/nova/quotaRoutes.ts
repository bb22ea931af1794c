import type { CloudState } from '../CloudState';
import { novaFault } from '../faults';
import {
  isAdmin,
  projectOf,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import type { Quota } from '../types';
import { deny } from './requests';

const keys = [
  'cores',
  'instances',
  'key_pairs',
  'metadata_items',
  'ram',
  'server_group_members',
  'server_groups',
] as const;
const counted = ['instances', 'cores', 'ram'] as const;

const defaults: Pick<Quota, (typeof keys)[number]> = {
  cores: 20,
  instances: 10,
  key_pairs: 100,
  metadata_items: 128,
  ram: 51_200,
  server_group_members: 10,
  server_groups: 10,
};

/** What a project may have, and has. */
export function addQuotaRoutes(app: ServiceApp, state: CloudState) {
  const path = '/:region/v2.1/os-quota-sets/:project';
  const projectIn = (c: ServiceContext) => c.req.param('project') ?? '';
  const mayAsk = (c: ServiceContext) =>
    isAdmin(c.get('token')) || projectIn(c) === projectOf(c.get('token'));
  const limitsOf = (c: ServiceContext) => {
    const quota = c.get('region').quota(projectIn(c));
    return Object.fromEntries(keys.map(key => [key, quota[key]]));
  };

  app.get(`${path}/detail`, c => {
    if (!mayAsk(c)) return deny(c, 'os-quota-sets:detail');
    const quota = c.get('region').quota(projectIn(c));
    const used = c.get('region').usage(projectIn(c));
    const inUse = (key: string) =>
      counted.find(one => one === key) ? used[key as 'cores'] : 0;
    const items = keys.map(key => [
      key,
      { limit: quota[key], in_use: inUse(key), reserved: 0 },
    ]);
    return c.json({
      quota_set: { id: projectIn(c), ...Object.fromEntries(items) },
    });
  });
  app.get(`${path}/defaults`, c =>
    c.json({ quota_set: { id: projectIn(c), ...defaults } }),
  );
  app.get(path, c =>
    mayAsk(c)
      ? c.json({ quota_set: { id: projectIn(c), ...limitsOf(c) } })
      : deny(c, 'os-quota-sets:show'),
  );
  app.put(path, async c => {
    if (!isAdmin(c.get('token'))) return deny(c, 'os-quota-sets:update');
    const { quota_set: wanted = {} } = await c.req.json();
    if (!state.identity.projects.has(projectIn(c))) {
      return novaFault(
        c,
        400,
        `Project ID ${projectIn(c)} is not a valid project.`,
      );
    }
    const used = c.get('region').usage(projectIn(c));
    const quota = c.get('region').quota(projectIn(c));
    const given = keys.filter(key => wanted[key] !== undefined);
    for (const key of given) {
      const limit = Number(wanted[key]);
      const inUse = counted.some(one => one === key) ? used[key as 'cores'] : 0;
      if (!Number.isInteger(limit) || limit < -1) {
        return novaFault(
          c,
          400,
          `Invalid input for field/attribute ${key}. Value: ${wanted[key]}. ${
            wanted[key]
          } ${
            limit < -1
              ? 'is less than the minimum of -1'
              : "is not of type 'integer'"
          }`,
        );
      }
      if (limit >= 0 && limit < inUse && !wanted.force) {
        return novaFault(
          c,
          400,
          `Quota limit ${limit} for ${key} must be greater than or equal to already used and reserved ${inUse}.`,
        );
      }
    }
    for (const key of given) quota[key] = Number(wanted[key]);
    return c.json({ quota_set: limitsOf(c) });
  });
  app.delete(path, c => {
    if (!isAdmin(c.get('token'))) return deny(c, 'os-quota-sets:delete');
    Object.assign(c.get('region').quota(projectIn(c)), defaults);
    return c.body(null, 202);
  });

  app.get('/:region/v2.1/limits', c => {
    const wanted = c.req.query('tenant_id');
    const own = projectOf(c.get('token'));
    if (wanted && wanted !== own && !isAdmin(c.get('token')))
      return deny(c, 'limits:other_project');
    const project = wanted || own;
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
          maxServerMeta: quota.metadata_items,
          maxTotalKeypairs: quota.key_pairs,
          maxServerGroups: quota.server_groups,
          maxServerGroupMembers: quota.server_group_members,
          totalRAMUsed: used.ram,
          totalCoresUsed: used.cores,
          totalInstancesUsed: used.instances,
          totalServerGroupsUsed: 0,
        },
      },
    });
  });
}
