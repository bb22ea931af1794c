import type { CloudState } from '../CloudState';
import { novaFault } from '../faults';
import { createServiceApp, requireRegion, requireToken } from '../serviceApp';
import { microversions, newest } from './microversion';
import { addProjectRoutes } from './projectRoutes';
import { addServerLists } from './serverLists';
import { addServerRoutes } from './serverRoutes';

/** Nova 2.1 to 2.93, a prefix for each region. */
export function createNova(state: CloudState) {
  const app = createServiceApp(state, 'nova', novaFault);
  const version = (region: string) => ({
    id: 'v2.1',
    status: 'CURRENT',
    version: `2.${newest}`,
    min_version: '2.1',
    updated: '2013-07-23T11:33:21Z',
    links: [{ rel: 'self', href: `${state.urls.nova}/${region}/v2.1/` }],
  });
  for (const path of ['/:region', '/:region/']) {
    app.get(path, c =>
      c.json({ versions: [version(c.req.param('region') ?? '')] }),
    );
  }
  for (const path of ['/:region/v2.1', '/:region/v2.1/']) {
    app.get(path, c =>
      c.json({ version: version(c.req.param('region') ?? '') }),
    );
  }
  app.use(
    '/:region/v2.1/*',
    requireToken(state),
    requireRegion(state),
    microversions,
  );
  addServerLists(app, state);
  addServerRoutes(app, state);
  addProjectRoutes(app, state);
  return app;
}
