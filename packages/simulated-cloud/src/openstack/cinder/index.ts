import type { CloudState } from '../CloudState';
import { cinderFault } from '../faults';
import {
  createServiceApp,
  projectOf,
  requireRegion,
  requireToken,
  type ServiceContext,
} from '../serviceApp';
import { microseconds } from '../times';
import { addQuotaRoutes } from './quotaRoutes';
import { addSnapshotRoutes } from './snapshotRoutes';
import { askedVersion, volumeTypes } from './views';
import { addVolumeRoutes } from './volumeRoutes';

const newest = 70;

function tellVersion(c: ServiceContext, version: number) {
  c.header('OpenStack-API-Version', `volume 3.${version}`);
  c.header('Vary', 'OpenStack-API-Version');
  c.header('x-compute-request-id', c.get('requestId'));
}

/** Cinder 3.0 to 3.70, a prefix for each region; the project in the path must be the token's. */
export function createCinder(state: CloudState) {
  const app = createServiceApp(state, 'cinder', cinderFault);
  const base = '/:region/v3/:project';
  const version = (region: string) => ({
    id: 'v3.0',
    status: 'CURRENT',
    version: `3.${newest}`,
    min_version: '3.0',
    updated: '2022-08-31T00:00:00Z',
    links: [
      {
        rel: 'describedby',
        type: 'text/html',
        href: 'https://docs.openstack.org/',
      },
      { rel: 'self', href: `${state.urls.cinder}/${region}/v3/` },
    ],
    'media-types': [
      {
        base: 'application/json',
        type: 'application/vnd.openstack.volume+json;version=3',
      },
    ],
  });
  app.notFound(c => cinderFault(c, 404, 'The resource could not be found.'));
  for (const path of ['/:region', '/:region/', '/:region/v3', '/:region/v3/']) {
    app.get(path, c => {
      tellVersion(c, 0);
      const versions = [version(c.req.param('region') ?? '')];
      return c.json({ versions }, path.includes('v3') ? 200 : 300);
    });
  }
  app.use(
    `${base}/*`,
    requireToken(state, 'volumev3'),
    requireRegion(state),
    async (c, next) => {
      const asked = askedVersion(c);
      tellVersion(c, asked);
      if (asked > newest) {
        return cinderFault(
          c,
          406,
          `Version 3.${asked} is not supported by the API. Minimum is 3.0 and maximum is 3.${newest}.`,
        );
      }
      if (c.req.param('project') !== projectOf(c.get('token')))
        return cinderFault(c, 400, 'Malformed request url');
      await next();
      if (!c.res.headers.has('content-type')) {
        const isHtml = c.req.method === 'DELETE' && c.res.status === 202;
        c.header(
          'content-type',
          isHtml ? 'text/html; charset=UTF-8' : 'application/json',
        );
      }
      return undefined;
    },
  );
  addVolumeRoutes(app, state);
  addSnapshotRoutes(app, state);
  addQuotaRoutes(app, state);

  app.get(`${base}/types`, c => c.json({ volume_types: volumeTypes }));
  app.get(`${base}/types/:id`, c => {
    const { id } = c.req.param();
    const found =
      id === 'default'
        ? volumeTypes[0]
        : volumeTypes.find(type => type.id === id);
    return found
      ? c.json({ volume_type: found })
      : cinderFault(c, 404, `Volume type ${id} could not be found.`);
  });
  app.get(`${base}/attachments/detail`, c => {
    const project = projectOf(c.get('token'));
    const volumes = c.get('region').volumes.by('project', project);
    return c.json({
      attachments: volumes.flatMap(volume =>
        volume.serverId
          ? [
              {
                id: volume.attachmentId,
                status: 'attached',
                instance: volume.serverId,
                volume_id: volume.id,
                attached_at: microseconds(
                  volume.attachedAt ?? volume.createdAt,
                ),
                detached_at: '',
                attach_mode: 'rw',
                connection_info: {},
              },
            ]
          : [],
      ),
    });
  });
  app.get(`${base}/backups/detail`, c => c.json({ backups: [] }));
  return app;
}
