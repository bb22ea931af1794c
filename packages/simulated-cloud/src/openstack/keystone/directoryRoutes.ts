import type { CloudState } from '../CloudState';
import { listEndpoints, listServices } from '../catalog';
import type { ServiceApp } from '../serviceApp';
import { asked, missing } from './requests';
import type { Views } from './views';

/** Domains, regions, services, endpoints, limits. */
export function addDirectoryRoutes(
  app: ServiceApp,
  state: CloudState,
  views: Views,
) {
  const { identity, urls } = state;
  const self = (path: string) => ({ self: `${urls.keystone}/v3/${path}` });

  app.get('/v3/domains', c => {
    const { name } = c.req.query();
    const found = [...identity.domains.values()].filter(domain =>
      asked(name, domain.name),
    );
    return c.json(views.list(c, 'domains', found.map(views.domain)));
  });
  app.get('/v3/domains/:id', c => {
    const domain = identity.domains.get(c.req.param('id'));
    return domain
      ? c.json({ domain: views.domain(domain) })
      : missing(c, 'domain', c.req.param('id'));
  });

  const resources = {
    region: () =>
      [...state.regions.keys()].map(id => ({
        id,
        description: '',
        parent_region_id: null,
      })),
    service: () =>
      listServices(state).map(service => ({ ...service, enabled: true })),
    endpoint: () =>
      listEndpoints(state).map(endpoint => ({ ...endpoint, enabled: true })),
  };
  for (const [name, list] of Object.entries(resources)) {
    const key = `${name}s`;
    const all = () =>
      list().map(one => ({ ...one, links: self(`${key}/${one.id}`) }));
    app.get(`/v3/${key}`, c => {
      const query = c.req.query();
      const found = all().filter(one =>
        Object.entries(one).every(
          ([field, value]) =>
            typeof value !== 'string' || asked(query[field], value),
        ),
      );
      return c.json(views.list(c, key, found));
    });
    app.get(`/v3/${key}/:id`, c => {
      const found = all().find(({ id }) => id === c.req.param('id'));
      return found
        ? c.json({ [name]: found })
        : missing(c, name, c.req.param('id'));
    });
  }

  for (const key of ['registered_limits', 'limits']) {
    app.get(`/v3/${key}`, c => c.json(views.list(c, key, [])));
  }
}
