import { idFor, Random } from '../company/random';
import type { CloudState } from './CloudState';
import { neutronFault } from './faults';
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
import { seconds } from './times';
import type { Network } from './types';

function toNetwork(network: Network) {
  return {
    id: network.id,
    name: network.name,
    tenant_id: network.projectId,
    admin_state_up: true,
    mtu: 1450,
    status: 'ACTIVE',
    subnets: [network.subnetId],
    shared: network.shared,
    availability_zone_hints: [],
    availability_zones: [],
    ipv4_address_scope: null,
    ipv6_address_scope: null,
    'router:external': network.external,
    description: '',
    port_security_enabled: true,
    dns_domain: '',
    tags: [],
    created_at: seconds(network.createdAt),
    updated_at: seconds(network.createdAt),
    revision_number: 2,
    project_id: network.projectId,
  };
}

function toSubnet({ id, subnetId, name, projectId, cidr, createdAt }: Network) {
  const start = cidr.replace(/\.0\/\d+$/, '');
  return {
    id: subnetId,
    name: `${name}-subnet`,
    tenant_id: projectId,
    project_id: projectId,
    network_id: id,
    ip_version: 4,
    subnetpool_id: null,
    enable_dhcp: true,
    ipv6_ra_mode: null,
    ipv6_address_mode: null,
    gateway_ip: `${start}.1`,
    cidr,
    allocation_pools: [{ start: `${start}.2`, end: `${start}.254` }],
    host_routes: [],
    dns_nameservers: [],
    description: '',
    service_types: [],
    tags: [],
    created_at: seconds(createdAt),
    updated_at: seconds(createdAt),
    revision_number: 0,
  };
}

const extensions = [
  'quotas',
  'quota_details',
  'security-group',
  'standard-attr-tag',
  'router',
  'external-net',
];

/** Neutron v2.0, a prefix for each region. */
export function createNeutron(state: CloudState) {
  const app = createServiceApp(
    state,
    'neutron',
    neutronFault('HTTPInternalServerError'),
  );
  const base = '/:region/v2.0';
  for (const path of ['/:region', '/:region/']) {
    app.get(path, c =>
      c.json({
        versions: [
          {
            id: 'v2.0',
            status: 'CURRENT',
            links: [
              {
                rel: 'self',
                href: `${state.urls.neutron}/${c.req.param('region')}/v2.0/`,
              },
            ],
          },
        ],
      }),
    );
  }
  app.use('/:region/v2.0/*', requireToken(state), requireRegion(state));

  /** Administrators see everything, others what is theirs or shared. */
  const visible = (c: ServiceContext) => {
    const token = c.get('token');
    const {
      project_id: project = c.req.query('tenant_id'),
      name,
      id,
    } = c.req.query();
    return [...c.get('region').networks.values()].filter(
      network =>
        (isAdmin(token) ||
          network.projectId === projectOf(token) ||
          network.shared ||
          network.external) &&
        (!project || network.projectId === project) &&
        (!name || network.name === name) &&
        (!id || network.id === id),
    );
  };

  const page = (c: ServiceContext, key: string, items: { id: string }[]) => {
    const limit = Number(c.req.query('limit') ?? 0) || items.length || 1;
    const found = pageAfter(items, c.req.query('marker'), limit);
    if (!found)
      return neutronFault('HTTPNotFound')(
        c,
        404,
        `The resource could not be found.`,
      );
    const last = found.items[found.items.length - 1];
    return c.json({
      [key]: found.items,
      ...(found.more && {
        [`${key}_links`]: [
          {
            rel: 'next',
            href: nextPage(c, state.urls.neutron, last.id, limit),
          },
        ],
      }),
    });
  };

  app.get(`${base}/networks`, c =>
    page(c, 'networks', visible(c).map(toNetwork)),
  );
  app.get(`${base}/networks/:id`, c => {
    const network = c.get('region').networks.get(c.req.param('id'));
    return network
      ? c.json({ network: toNetwork(network) })
      : neutronFault('NetworkNotFound')(
          c,
          404,
          `Network ${c.req.param('id')} could not be found.`,
        );
  });
  app.get(`${base}/subnets`, c => page(c, 'subnets', visible(c).map(toSubnet)));

  app.get(`${base}/ports`, c => {
    const { device_id: device } = c.req.query();
    const region = c.get('region');
    const ports = [...region.servers.values()]
      .filter(
        server =>
          server.state !== 'deleted' &&
          server.networkId &&
          (!device || server.id === device),
      )
      .map(server => ({
        id: new Random(`port/${server.id}`).uuid(),
        name: '',
        network_id: server.networkId,
        tenant_id: server.projectId,
        project_id: server.projectId,
        device_id: server.id,
        device_owner: 'compute:nova',
        status: 'ACTIVE',
        admin_state_up: true,
        fixed_ips: [
          {
            subnet_id: region.networks.get(server.networkId!)?.subnetId,
            ip_address: server.address,
          },
        ],
      }))
      .filter(
        port =>
          isAdmin(c.get('token')) ||
          port.project_id === projectOf(c.get('token')),
      );
    return page(c, 'ports', ports);
  });

  app.get(`${base}/security-groups`, c => {
    const project =
      c.req.query('project_id') ?? projectOf(c.get('token')) ?? '';
    const group = {
      id: new Random(`security-group/${project}`).uuid(),
      name: 'default',
      description: 'Default security group',
      tenant_id: project,
      project_id: project,
      stateful: true,
      security_group_rules: [],
      tags: [],
    };
    return page(c, 'security_groups', [group]);
  });
  for (const key of ['routers', 'floatingips', 'agents']) {
    app.get(`${base}/${key}`, c => page(c, key, []));
  }
  app.get(`${base}/extensions`, c =>
    c.json({
      extensions: extensions.map(alias => ({
        alias,
        name: alias,
        description: '',
        updated: '2016-01-01T00:00:00-00:00',
        links: [],
      })),
    }),
  );

  app.get(`${base}/quotas/:project/details.json`, c => details(c));
  app.get(`${base}/quotas/:project/details`, c => details(c));
  function details(c: ServiceContext) {
    const project = c.req.param('project') ?? '';
    if (!isAdmin(c.get('token')) && project !== projectOf(c.get('token'))) {
      return neutronFault('PolicyNotAuthorized')(
        c,
        403,
        'rule:get_quota is disallowed by policy',
      );
    }
    const region = c.get('region');
    const quota = region.quota(project);
    const used = region.usage(project);
    const item = (limit: number, inUse = 0) => ({
      limit,
      used: inUse,
      reserved: 0,
    });
    return c.json({
      quota: {
        network: item(quota.network, used.network),
        subnet: item(100, used.network),
        port: item(500, used.instances),
        router: item(10),
        floatingip: item(quota.floatingip),
        security_group: item(10, 1),
        security_group_rule: item(100, 4),
      },
    });
  }
  app.get(`${base}/quotas/:project`, c => {
    const quota = c.get('region').quota(c.req.param('project'));
    return c.json({
      quota: {
        network: quota.network,
        subnet: 100,
        port: 500,
        router: 10,
        floatingip: quota.floatingip,
        security_group: 10,
        security_group_rule: 100,
      },
    });
  });
  app.get(`${base}/availability_zones`, c =>
    c.json({
      availability_zones: [
        {
          name: 'nova',
          resource: 'network',
          state: 'available',
          id: idFor('az'),
        },
      ],
    }),
  );
  return app;
}
