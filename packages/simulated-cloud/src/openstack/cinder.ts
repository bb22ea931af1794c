import type { CloudState } from './CloudState';
import { novaFault } from './faults';
import {
  createServiceApp,
  isAdmin,
  nextPage,
  pageAfter,
  projectOf,
  requireRegion,
  requireToken,
  type ServiceContext,
} from './serviceApp';
import { microseconds } from './times';
import type { Volume } from './types';

/** Cinder 3.0 to 3.70, a prefix for each region; the project in the path must be the token's. */
export function createCinder(state: CloudState) {
  const app = createServiceApp(state, 'cinder', novaFault);
  const base = '/:region/v3/:project';
  const version = (region: string) => ({
    id: 'v3.0',
    status: 'CURRENT',
    version: '3.70',
    min_version: '3.0',
    updated: '2022-08-31T00:00:00Z',
    links: [{ rel: 'self', href: `${state.urls.cinder}/${region}/v3/` }],
  });
  for (const path of ['/:region', '/:region/', '/:region/v3', '/:region/v3/']) {
    app.get(path, c =>
      c.json(
        { versions: [version(c.req.param('region') ?? '')] },
        path.includes('v3') ? 200 : 300,
      ),
    );
  }
  app.use(
    `${base}/*`,
    requireToken(state),
    requireRegion(state),
    async (c, next) => {
      if (c.req.param('project') !== projectOf(c.get('token')))
        return novaFault(c, 400, 'Malformed request url');
      const asked =
        /^volume 3\.(\d+)$/.exec(
          c.req.header('openstack-api-version') ?? '',
        )?.[1] ?? '0';
      if (Number(asked) > 70) {
        return novaFault(
          c,
          406,
          `Version 3.${asked} is not supported by the API. Minimum is 3.0 and maximum is 3.70.`,
        );
      }
      await next();
      c.header('OpenStack-API-Version', `volume 3.${asked}`);
      c.header('Vary', 'OpenStack-API-Version');
      return undefined;
    },
  );

  const links = (c: ServiceContext, id: string) => {
    const home = `${state.urls.cinder}/${c.get('region').name}`;
    const project = c.req.param('project');
    return [
      { rel: 'self', href: `${home}/v3/${project}/volumes/${id}` },
      { rel: 'bookmark', href: `${home}/${project}/volumes/${id}` },
    ];
  };
  const toVolume = (c: ServiceContext, volume: Volume) => ({
    id: volume.id,
    status: volume.serverId ? 'in-use' : 'available',
    size: volume.size,
    availability_zone: 'nova',
    created_at: microseconds(volume.createdAt),
    updated_at: microseconds(volume.createdAt),
    name: volume.name,
    description: null,
    volume_type: 'standard',
    snapshot_id: null,
    source_volid: null,
    metadata: {},
    links: links(c, volume.id),
    user_id: volume.userId,
    bootable: 'false',
    encrypted: false,
    replication_status: null,
    consistencygroup_id: null,
    multiattach: false,
    attachments: volume.serverId
      ? [
          {
            id: volume.id,
            attachment_id: volume.id,
            volume_id: volume.id,
            server_id: volume.serverId,
            host_name: null,
            device: '/dev/vdb',
            attached_at: microseconds(volume.createdAt),
          },
        ]
      : [],
    migration_status: null,
    'os-vol-tenant-attr:tenant_id': volume.projectId,
    ...(isAdmin(c.get('token')) && {
      'os-vol-host-attr:host': `${c.get('region').name}@ceph#pool`,
    }),
  });

  const list = (detail: boolean) => (c: ServiceContext) => {
    const query = c.req.query();
    const all =
      isAdmin(c.get('token')) &&
      ['1', 'true', 'True'].includes(query.all_tenants ?? '');
    const project = all ? query.project_id : c.req.param('project');
    const found = [...c.get('region').volumes.values()]
      .filter(({ projectId }) => !project || projectId === project)
      .sort((a, b) => b.createdAt - a.createdAt);
    const limit = Math.min(Number(query.limit ?? 1000) || 1000, 1000);
    const page = pageAfter(found, query.marker, limit);
    if (!page)
      return novaFault(c, 404, `Volume ${query.marker} could not be found.`);
    const last = page.items[page.items.length - 1];
    return c.json({
      volumes: page.items.map(volume =>
        detail
          ? toVolume(c, volume)
          : { id: volume.id, name: volume.name, links: links(c, volume.id) },
      ),
      ...(page.more && {
        volumes_links: [
          { rel: 'next', href: nextPage(c, state.urls.cinder, last.id, limit) },
        ],
      }),
      ...(query.with_count && { count: found.length }),
    });
  };
  app.get(`${base}/volumes`, list(false));
  app.get(`${base}/volumes/detail`, list(true));
  app.get(`${base}/volumes/:id`, c => {
    const volume = c.get('region').volumes.get(c.req.param('id'));
    return volume
      ? c.json({ volume: toVolume(c, volume) })
      : novaFault(c, 404, `Volume ${c.req.param('id')} could not be found.`);
  });
  app.get(`${base}/types`, c =>
    c.json({
      volume_types: [
        {
          id: 'standard',
          name: 'standard',
          is_public: true,
          description: null,
          extra_specs: {},
          'os-volume-type-access:is_public': true,
        },
      ],
    }),
  );
  app.get(`${base}/snapshots/detail`, c => c.json({ snapshots: [] }));

  app.get(`${base}/os-quota-sets/:target`, c => {
    const target = c.req.param('target');
    const region = c.get('region');
    const quota = region.quota(target);
    const used = region.usage(target);
    const withUsage = ['true', 'True', '1'].includes(
      c.req.query('usage') ?? '',
    );
    const item = (limit: number, inUse = 0) =>
      withUsage ? { limit, in_use: inUse, reserved: 0 } : limit;
    return c.json({
      quota_set: {
        id: target,
        volumes: item(quota.volumes, used.volumes),
        per_volume_gigabytes: item(-1),
        snapshots: item(10),
        gigabytes: item(quota.gigabytes, used.gigabytes),
        backups: item(10),
        backup_gigabytes: item(1000),
      },
    });
  });
  app.get(`${base}/limits`, c => {
    const project = c.req.param('project');
    const quota = c.get('region').quota(project);
    const used = c.get('region').usage(project);
    return c.json({
      limits: {
        rate: [],
        absolute: {
          maxTotalVolumes: quota.volumes,
          maxTotalVolumeGigabytes: quota.gigabytes,
          maxTotalSnapshots: 10,
          totalVolumesUsed: used.volumes,
          totalGigabytesUsed: used.gigabytes,
          totalSnapshotsUsed: 0,
        },
      },
    });
  });
  return app;
}
