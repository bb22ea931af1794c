import type { CloudState } from '../CloudState';
import { neutronFault } from '../faults';
import { createServiceApp, requireRegion, requireToken } from '../serviceApp';
import { addNetworkRoutes } from './networkRoutes';
import { addPortRoutes } from './portRoutes';
import { addQuotaRoutes } from './quotaRoutes';
import { addRouterRoutes } from './routerRoutes';
import { addSecurityRoutes } from './securityRoutes';

/** What clients look for before they use it. */
const extensions = [
  'default-subnetpools',
  'external-net',
  'fip-port-details',
  'net-mtu',
  'network-ip-availability',
  'pagination',
  'port-security',
  'project-id',
  'provider',
  'quotas',
  'quota_details',
  'router',
  'security-group',
  'sorting',
  'standard-attr-description',
  'standard-attr-revisions',
  'standard-attr-timestamp',
];

/** Neutron v2.0, a prefix for each region. */
export function createNeutron(state: CloudState) {
  const app = createServiceApp(
    state,
    'neutron',
    neutronFault('HTTPInternalServerError'),
  );
  app.notFound(c =>
    neutronFault('HTTPNotFound')(c, 404, 'The resource could not be found.'),
  );
  for (const path of ['/:region', '/:region/']) {
    app.get(path, c => {
      const href = `${state.urls.neutron}/${c.req.param('region')}/v2.0/`;
      const links = [{ rel: 'self', href }];
      return c.json({ versions: [{ id: 'v2.0', status: 'CURRENT', links }] });
    });
  }
  app.use(
    '/:region/v2.0/*',
    requireToken(state, 'network'),
    requireRegion(state),
  );
  addNetworkRoutes(app, state, state.random);
  addPortRoutes(app, state, state.random);
  addSecurityRoutes(app, state, state.random);
  addRouterRoutes(app, state, state.random);
  addQuotaRoutes(app);

  const base = '/:region/v2.0';
  const toExtension = (alias: string) => ({
    name: alias,
    alias,
    description: '',
    updated: '2016-01-01T00:00:00-00:00',
    links: [],
  });
  app.get(`${base}/extensions`, c =>
    c.json({ extensions: extensions.map(toExtension) }),
  );
  app.get(`${base}/extensions/:alias`, c => {
    const { alias } = c.req.param();
    return extensions.includes(alias)
      ? c.json({ extension: toExtension(alias) })
      : neutronFault('HTTPNotFound')(
          c,
          404,
          `Extension with alias ${alias} does not exist`,
        );
  });
  app.get(`${base}/availability_zones`, c =>
    c.json({ availability_zones: [] }),
  );
  return app;
}
