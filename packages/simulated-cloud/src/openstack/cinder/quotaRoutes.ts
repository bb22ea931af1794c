import type { CloudState } from '../CloudState';
import { cinderFault } from '../faults';
import {
  isAdmin,
  projectOf,
  truthy,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import { microseconds } from '../times';
import { volumeTypes } from './views';

const keys = [
  'volumes',
  'per_volume_gigabytes',
  'snapshots',
  'gigabytes',
  'backups',
  'backup_gigabytes',
] as const;

const deny = (c: ServiceContext, rule: string) =>
  cinderFault(
    c,
    403,
    `Policy doesn't allow volume_extension:${rule} to be performed.`,
  );

/** Quotas and limits, and what an administrator sees of the storage. */
export function addQuotaRoutes(app: ServiceApp, state: CloudState) {
  const base = '/:region/v3/:project';
  const path = `${base}/os-quota-sets/:target`;
  const target = (c: ServiceContext) => c.req.param('target') ?? '';
  const isAllowed = (c: ServiceContext) =>
    isAdmin(c.get('token')) || target(c) === projectOf(c.get('token'));

  /** Cinder counts per volume type too, which nothing here limits. */
  const quotaSet = (c: ServiceContext, withUsage: boolean) => {
    const quota = c.get('region').quota(target(c));
    const used = c.get('region').usage(target(c));
    const inUse = {
      volumes: used.volumes,
      snapshots: used.snapshots,
      gigabytes: used.gigabytes,
    };
    const item = (limit: number, key: string) =>
      withUsage
        ? { limit, in_use: inUse[key as 'volumes'] ?? 0, reserved: 0 }
        : limit;
    const perType = volumeTypes.flatMap(({ name }, index) =>
      (['volumes', 'gigabytes', 'snapshots'] as const).map(key => [
        `${key}_${name}`,
        item(-1, index === 0 ? key : ''),
      ]),
    );
    return {
      ...Object.fromEntries(keys.map(key => [key, item(quota[key], key)])),
      ...Object.fromEntries(perType),
      groups: item(quota.groups, 'groups'),
    };
  };

  app.get(path, c =>
    isAllowed(c)
      ? c.json({
          quota_set: {
            ...quotaSet(c, truthy(c.req.query('usage'))),
            id: target(c),
          },
        })
      : deny(c, 'quotas:show'),
  );
  app.get(`${path}/defaults`, c =>
    c.json({ quota_set: { ...quotaSet(c, false), id: target(c) } }),
  );
  app.put(path, async c => {
    if (!isAdmin(c.get('token'))) return deny(c, 'quotas:update');
    const { quota_set: wanted = {} } = await c.req.json();
    const quota = c.get('region').quota(target(c));
    const tooLow = keys.find(key => Number(wanted[key] ?? 0) < -1);
    if (tooLow) return cinderFault(c, 400, `${tooLow} must be >= -1`);
    for (const key of keys) {
      if (Number.isInteger(Number(wanted[key] ?? NaN)))
        quota[key] = Number(wanted[key]);
    }
    return c.json({ quota_set: quotaSet(c, false) });
  });
  app.delete(path, c => {
    if (!isAdmin(c.get('token'))) return deny(c, 'quotas:delete');
    c.get('region').forgetQuota(target(c));
    return c.body(null, 200);
  });

  app.get(`${base}/limits`, c => {
    const project = projectOf(c.get('token')) ?? '';
    const quota = c.get('region').quota(project);
    const used = c.get('region').usage(project);
    return c.json({
      limits: {
        rate: [],
        absolute: {
          maxTotalVolumes: quota.volumes,
          maxTotalSnapshots: quota.snapshots,
          maxTotalVolumeGigabytes: quota.gigabytes,
          maxTotalBackups: quota.backups,
          maxTotalBackupGigabytes: quota.backup_gigabytes,
          totalVolumesUsed: used.volumes,
          totalGigabytesUsed: used.gigabytes,
          totalSnapshotsUsed: used.snapshots,
          totalBackupsUsed: 0,
          totalBackupGigabytesUsed: 0,
        },
      },
    });
  });

  app.get(`${base}/os-services`, c => {
    if (!isAdmin(c.get('token'))) return deny(c, 'services:index');
    const { name } = c.get('region');
    return c.json({
      services: [
        ['cinder-scheduler', `controller-1.${name}`],
        ['cinder-volume', `storage-1.${name}@ceph`],
      ].map(([binary, host]) => ({
        binary,
        host,
        zone: 'nova',
        status: 'enabled',
        state: 'up',
        updated_at: microseconds(state.ctx.clock.now()),
        cluster: null,
        disabled_reason: null,
      })),
    });
  });
  app.get(`${base}/os-availability-zone`, c =>
    c.json({
      availabilityZoneInfo: [
        { zoneName: 'nova', zoneState: { available: true } },
      ],
    }),
  );
}
