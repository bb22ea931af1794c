import type { CloudState } from '../CloudState';
import { keystoneFault } from '../faults';
import { createServiceApp } from '../serviceApp';
import { addCredentialRoutes } from './credentialRoutes';
import { addDirectoryRoutes } from './directoryRoutes';
import { addGroupRoutes } from './groupRoutes';
import { addProjectRoutes } from './projectRoutes';
import { addRoleRoutes } from './roleRoutes';
import { addTokenRoutes } from './tokenRoutes';
import { addUserRoutes } from './userRoutes';
import { createViews } from './views';

const noSuchPage =
  '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>\n';

/** Keystone v3. */
export function createKeystone(state: CloudState) {
  const app = createServiceApp(state, 'keystone', keystoneFault);
  const views = createViews(state);
  app.use(async (c, next) => {
    await next();
    c.header('Vary', 'X-Auth-Token');
  });
  app.notFound(c => c.html(noSuchPage, 404));
  const version = () => ({
    id: 'v3.14',
    status: 'stable',
    updated: '2020-04-07T00:00:00Z',
    links: [{ rel: 'self', href: `${state.urls.keystone}/v3/` }],
    'media-types': [
      {
        base: 'application/json',
        type: 'application/vnd.openstack.identity-v3+json',
      },
    ],
  });
  app.get('/', c => {
    c.header('Location', `${state.urls.keystone}/v3/`);
    return c.json({ versions: { values: [version()] } }, 300);
  });
  app.get('/v3', c => c.json({ version: version() }));
  app.get('/v3/', c => c.json({ version: version() }));

  addTokenRoutes(app, state, views);
  addProjectRoutes(app, state, views);
  addUserRoutes(app, state, views);
  addGroupRoutes(app, state, views);
  addRoleRoutes(app, state, views);
  addDirectoryRoutes(app, state, views);
  addCredentialRoutes(app, state, views);
  return app;
}
