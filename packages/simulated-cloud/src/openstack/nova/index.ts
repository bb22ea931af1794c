import type { CloudState } from '../CloudState';
import { novaFault } from '../faults';
import { createServiceApp, requireRegion, requireToken } from '../serviceApp';
import { addFlavorRoutes } from './flavorRoutes';
import { addHostRoutes } from './hostRoutes';
import { addKeypairRoutes } from './keypairRoutes';
import { microversions, newest } from './microversion';
import { addQuotaRoutes } from './quotaRoutes';
import { addServerActions } from './serverActions';
import { addServerLists } from './serverLists';
import { addServerParts } from './serverParts';
import { addServerRoutes } from './serverRoutes';
import { addUsageRoutes } from './usageRoutes';

/** Nova 2.1 to 2.93, a prefix for each region. */
export function createNova(state: CloudState) {
  const app = createServiceApp(state, 'nova', novaFault);
  const self = (region: string, path: string) => ({
    rel: 'self',
    href: `${state.urls.nova}/${region}/${path}/`,
  });
  const version = (region: string) => ({
    id: 'v2.1',
    status: 'CURRENT',
    version: `2.${newest}`,
    min_version: '2.1',
    updated: '2013-07-23T11:33:21Z',
    links: [self(region, 'v2.1')],
  });
  app.notFound(c => novaFault(c, 404, 'The resource could not be found.'));
  for (const path of ['/:region', '/:region/']) {
    app.get(path, c => {
      const region = c.req.param('region') ?? '';
      const old = {
        id: 'v2.0',
        status: 'SUPPORTED',
        version: '',
        min_version: '',
        updated: '2011-01-21T11:33:21Z',
        links: [self(region, 'v2')],
      };
      return c.json({ versions: [old, version(region)] });
    });
  }
  for (const path of ['/:region/v2.1', '/:region/v2.1/']) {
    app.get(path, microversions, c => {
      const { links, ...rest } = version(c.req.param('region') ?? '');
      const described = {
        rel: 'describedby',
        type: 'text/html',
        href: 'http://docs.openstack.org/',
      };
      const type = 'application/vnd.openstack.compute+json;version=2.1';
      return c.json({
        version: {
          ...rest,
          links: [...links, described],
          'media-types': [{ base: 'application/json', type }],
        },
      });
    });
  }
  app.use(
    '/:region/v2.1/*',
    requireToken(state, 'compute'),
    requireRegion(state),
    microversions,
  );
  addServerLists(app, state);
  addServerRoutes(app, state);
  addServerActions(app, state);
  addServerParts(app, state);
  addFlavorRoutes(app, state);
  addQuotaRoutes(app, state);
  addUsageRoutes(app, state);
  addHostRoutes(app, state);
  addKeypairRoutes(app);
  return app;
}
