import type { CloudState } from '../CloudState';
import { keystoneFault } from '../faults';
import { createServiceApp } from '../serviceApp';
import {
  addCredentialRoutes,
  addDirectoryRoutes,
  addPeopleRoutes,
  addRoleRoutes,
} from './peopleRoutes';
import { addProjectRoutes } from './projectRoutes';
import { addTokenRoutes } from './tokenRoutes';
import { createViews } from './views';

/** Keystone v3. */
export function createKeystone(state: CloudState) {
  const app = createServiceApp(state, 'keystone', keystoneFault);
  const views = createViews(state);
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
  addPeopleRoutes(app, state, views);
  addRoleRoutes(app, state, views);
  addDirectoryRoutes(app, state, views);
  addCredentialRoutes(app, state, views);
  return app;
}
