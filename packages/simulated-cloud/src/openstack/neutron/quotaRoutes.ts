import type { CloudState } from '../CloudState';
import { neutronFault } from '../faults';
import {
  isAdmin,
  projectOf,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import { deny } from './requests';

const keys = [
  'network',
  'subnet',
  'subnetpool',
  'port',
  'router',
  'floatingip',
  'rbac_policy',
  'security_group',
  'security_group_rule',
  'trunk',
] as const;

type Key = (typeof keys)[number];
type Usage = Partial<Record<Key, number>>;

/** Neutron's refusal when there may be no more of something. */
export function checkQuota(
  state: CloudState,
  c: ServiceContext,
  projectId: string,
  key: Key,
): Response | undefined {
  const limit = c.get('region').quota(projectId)[key];
  const used: Usage = c.get('region').usage(projectId);
  const isFull =
    state.ctx.scenarios.isOn('quota-exceeded') ||
    (limit >= 0 && (used[key] ?? 0) + 1 > limit);
  return isFull
    ? neutronFault('OverQuota')(
        c,
        409,
        `Quota exceeded for resources: ['${key}'].`,
      )
    : undefined;
}

export function addQuotaRoutes(app: ServiceApp) {
  const path = '/:region/v2.0/quotas';
  const projectIn = (c: ServiceContext) =>
    (c.req.param('project') ?? '').replace(/\.json$/, '');
  const mayAsk = (c: ServiceContext) =>
    isAdmin(c.get('token')) || projectIn(c) === projectOf(c.get('token'));
  const limitsOf = (c: ServiceContext) => {
    const quota = c.get('region').quota(projectIn(c));
    return Object.fromEntries(keys.map(key => [key, quota[key]]));
  };

  for (const name of ['details.json', 'details']) {
    app.get(`${path}/:project/${name}`, c => {
      if (!mayAsk(c)) return deny(c, 'get_quota');
      const used: Usage = c.get('region').usage(projectIn(c));
      const items = Object.entries(limitsOf(c)).map(([key, limit]) => [
        key,
        { limit, used: used[key as Key] ?? 0, reserved: 0 },
      ]);
      return c.json({ quota: Object.fromEntries(items) });
    });
  }
  app.get(`${path}/:project/default`, c => c.json({ quota: limitsOf(c) }));
  app.get(path, c =>
    isAdmin(c.get('token')) ? c.json({ quotas: [] }) : deny(c, 'get_quota'),
  );
  app.get(`${path}/:project`, c =>
    mayAsk(c) ? c.json({ quota: limitsOf(c) }) : deny(c, 'get_quota'),
  );
  app.put(`${path}/:project`, async c => {
    if (!isAdmin(c.get('token'))) return deny(c, 'update_quota');
    const { quota: wanted = {} } = await c.req.json();
    const quota = c.get('region').quota(projectIn(c));
    const tooLow = keys.find(key => wanted[key] < -1);
    if (tooLow) {
      return neutronFault('HTTPBadRequest')(
        c,
        400,
        `Invalid input for ${tooLow}. Reason: '${wanted[tooLow]}' is too small - must be at least '-1'.`,
      );
    }
    for (const key of keys) {
      if (Number.isInteger(wanted[key])) quota[key] = wanted[key];
    }
    return c.json({ quota: limitsOf(c) });
  });
  app.delete(`${path}/:project`, c => {
    if (!isAdmin(c.get('token'))) return deny(c, 'delete_quota');
    c.get('region').forgetQuota(projectIn(c));
    return c.body(null, 204);
  });
}
