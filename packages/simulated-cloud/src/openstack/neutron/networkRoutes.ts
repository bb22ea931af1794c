import { z } from 'zod';
import type { Random } from '../../company/random';
import type { CloudState } from '../CloudState';
import { neutronFault } from '../faults';
import { addressAt, overlap, parseCidr } from '../ipv4';
import { addNetwork } from '../networking';
import {
  isAdmin,
  projectOf,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import type { Network } from '../types';
import { checkQuota } from './quotaRoutes';
import { deny, listOf, mayUse, missing, readBody } from './requests';
import { createViews } from './views';

const newNetwork = z.strictObject({
  name: z.string().max(255).default(''),
  description: z.string().default(''),
  admin_state_up: z.boolean().optional(),
  shared: z.boolean().default(false),
  'router:external': z.boolean().default(false),
  port_security_enabled: z.boolean().optional(),
  availability_zone_hints: z.array(z.string()).optional(),
  mtu: z.number().optional(),
  project_id: z.string().optional(),
  tenant_id: z.string().optional(),
  dns_domain: z.string().optional(),
  is_default: z.boolean().optional(),
  'provider:network_type': z.string().optional(),
  'provider:physical_network': z.string().optional(),
  'provider:segmentation_id': z.coerce.number().optional(),
});

const changedNetwork = z.strictObject({
  name: z.string().max(255).optional(),
  description: z.string().optional(),
  admin_state_up: z.boolean().optional(),
  shared: z.boolean().optional(),
});

const newSubnet = z.strictObject({
  name: z.string().max(255).default(''),
  network_id: z.string(),
  ip_version: z.coerce.number(),
  cidr: z.string(),
  gateway_ip: z.string().nullish(),
  enable_dhcp: z.boolean().default(true),
  dns_nameservers: z.array(z.string()).default([]),
  description: z.string().optional(),
  allocation_pools: z
    .array(z.object({ start: z.string(), end: z.string() }))
    .optional(),
  host_routes: z.array(z.object({})).optional(),
  project_id: z.string().optional(),
  tenant_id: z.string().optional(),
  service_types: z.array(z.string()).optional(),
});

/** Networks and the addresses on them. */
export function addNetworkRoutes(
  app: ServiceApp,
  state: CloudState,
  random: Random,
) {
  const base = '/:region/v2.0';
  const viewsOf = (c: ServiceContext) =>
    createViews(c.get('region'), isAdmin(c.get('token')));
  const canSee = (c: ServiceContext, network: Network) =>
    mayUse(c, network) || network.shared || network.external;
  const visible = (c: ServiceContext) =>
    c
      .get('region')
      .networks.values()
      .filter(network => canSee(c, network));
  const find = (c: ServiceContext, id = c.req.param('id') ?? '') => {
    const network = c.get('region').networks.get(id);
    return network && canSee(c, network) ? network : missing(c, 'Network', id);
  };

  app.get(`${base}/networks`, c =>
    listOf(
      c,
      state.urls.neutron,
      'networks',
      visible(c).map(viewsOf(c).network),
    ),
  );
  app.get(`${base}/networks/:id`, c => {
    const network = find(c);
    return network instanceof Response
      ? network
      : c.json({ network: viewsOf(c).network(network) });
  });
  app.post(`${base}/networks`, async c => {
    const request = await readBody(c, 'network', newNetwork);
    if ('refusal' in request) return request.refusal;
    const wanted = request.body;
    const administrative = Object.keys(wanted).filter(key =>
      key.startsWith('provider:'),
    );
    if (wanted.shared) administrative.push('shared');
    if (wanted['router:external']) administrative.push('router:external');
    if (!isAdmin(c.get('token')) && administrative.length > 0) {
      const rules = ['', ...administrative.map(key => `:${key}`)]
        .map(rule => `rule:create_network${rule}`)
        .reduce((all, rule) => `(${all} and ${rule})`);
      return neutronFault('PolicyNotAuthorized')(
        c,
        403,
        `${rules} is disallowed by policy`,
      );
    }
    const projectId = ownerOf(c, wanted);
    const over = checkQuota(state, c, projectId, 'network');
    if (over) return over;
    const network = addNetwork(c.get('region'), random, {
      name: wanted.name,
      description: wanted.description,
      projectId,
      shared: wanted.shared,
      external: wanted['router:external'],
      createdAt: state.ctx.clock.now(),
    });
    return c.json(
      { network: { ...viewsOf(c).network(network), is_default: false } },
      201,
    );
  });
  app.put(`${base}/networks/:id`, async c => {
    const network = find(c);
    if (network instanceof Response) return network;
    if (!mayUse(c, network)) return deny(c, 'update_network');
    const request = await readBody(c, 'network', changedNetwork);
    if ('refusal' in request) return request.refusal;
    const { admin_state_up: _, ...changes } = request.body;
    Object.assign(network, changes);
    return c.json({ network: viewsOf(c).network(network) });
  });
  app.delete(`${base}/networks/:id`, c => {
    const network = find(c);
    if (network instanceof Response) return network;
    if (!mayUse(c, network)) return deny(c, 'delete_network');
    const region = c.get('region');
    const ports = region.ports.by('network', network.id);
    if (ports.length > 0) {
      return neutronFault('NetworkInUse')(
        c,
        409,
        `Unable to complete operation on network ${
          network.id
        }. There are one or more ports still in use on the network, id for these ports is: ${ports
          .map(({ id }) => id)
          .join(',')}.`,
      );
    }
    for (const { id } of region.subnets.by('network', network.id)) {
      region.subnets.remove(id);
    }
    region.networks.remove(network.id);
    return c.body(null, 204);
  });

  app.get(`${base}/subnets`, c => {
    const region = c.get('region');
    const subnets = visible(c).flatMap(({ id }) =>
      region.subnets.by('network', id),
    );
    return listOf(
      c,
      state.urls.neutron,
      'subnets',
      subnets.map(viewsOf(c).subnet),
    );
  });
  app.get(`${base}/subnets/:id`, c => {
    const subnet = c.get('region').subnets.get(c.req.param('id'));
    const network = subnet && find(c, subnet.networkId);
    return subnet && !(network instanceof Response)
      ? c.json({ subnet: viewsOf(c).subnet(subnet) })
      : missing(c, 'Subnet', c.req.param('id'));
  });
  app.post(`${base}/subnets`, async c => {
    const request = await readBody(c, 'subnet', newSubnet);
    if ('refusal' in request) return request.refusal;
    const wanted = request.body;
    const network = find(c, wanted.network_id);
    if (network instanceof Response) return network;
    if (!mayUse(c, network)) return deny(c, 'create_subnet');
    const invalid = (why: string) =>
      neutronFault('InvalidInput')(
        c,
        400,
        `Invalid input for operation: ${why}`,
      );
    const range = wanted.ip_version === 4 ? parseCidr(wanted.cidr) : undefined;
    if (!range)
      return invalid(`${wanted.cidr} is not an IPv4 network to this cloud.`);
    const region = c.get('region');
    const isTaken = region.subnets.by('network', network.id).some(other => {
      const known = parseCidr(other.cidr);
      return known && overlap(known, range);
    });
    if (isTaken) {
      return invalid(
        `Requested subnet with cidr: ${wanted.cidr} for network: ${network.id} overlaps with another subnet.`,
      );
    }
    const projectId = ownerOf(c, wanted, network.projectId);
    const over = checkQuota(state, c, projectId, 'subnet');
    if (over) return over;
    const subnet = region.subnets.add({
      id: random.uuid(),
      name: wanted.name,
      projectId,
      networkId: network.id,
      cidr: wanted.cidr,
      gateway:
        wanted.gateway_ip === undefined
          ? addressAt(range, 1)
          : wanted.gateway_ip,
      dhcp: wanted.enable_dhcp,
      nameservers: wanted.dns_nameservers,
      createdAt: state.ctx.clock.now(),
      last: 2,
    });
    return c.json({ subnet: viewsOf(c).subnet(subnet) }, 201);
  });
  app.delete(`${base}/subnets/:id`, c => {
    const region = c.get('region');
    const { id } = c.req.param();
    const subnet = region.subnets.get(id);
    if (!subnet || !mayUse(c, subnet)) return missing(c, 'Subnet', id);
    const isUsed = region.ports
      .by('network', subnet.networkId)
      .some(({ subnetId }) => subnetId === id);
    if (isUsed) {
      return neutronFault('SubnetInUse')(
        c,
        409,
        `Unable to complete operation on subnet ${id}: One or more ports have an IP allocation from this subnet.`,
      );
    }
    region.subnets.remove(id);
    return c.body(null, 204);
  });

  app.get(`${base}/network-ip-availabilities`, c => {
    if (!isAdmin(c.get('token'))) return deny(c, 'get_network_ip_availability');
    const region = c.get('region');
    const items = region.networks.values().map(network => {
      const ports = region.ports.by('network', network.id);
      const subnets = region.subnets.by('network', network.id).map(subnet => ({
        subnet_id: subnet.id,
        ip_version: 4,
        cidr: subnet.cidr,
        subnet_name: subnet.name,
        used_ips: ports.filter(({ subnetId }) => subnetId === subnet.id).length,
        total_ips: Math.max(0, (parseCidr(subnet.cidr)?.size ?? 3) - 3),
      }));
      const sum = (of: (subnet: (typeof subnets)[number]) => number) =>
        subnets.reduce((total, subnet) => total + of(subnet), 0);
      return {
        network_id: network.id,
        network_name: network.name,
        tenant_id: network.projectId,
        project_id: network.projectId,
        subnet_ip_availability: subnets,
        used_ips: sum(subnet => subnet.used_ips),
        total_ips: sum(subnet => subnet.total_ips),
      };
    });
    return c.json({
      network_ip_availabilities: items,
    });
  });
}

/** Administrators may make things for others. */
export function ownerOf(
  c: ServiceContext,
  wanted: { project_id?: string; tenant_id?: string },
  usual = projectOf(c.get('token')) ?? '',
): string {
  const other = wanted.project_id ?? wanted.tenant_id;
  return isAdmin(c.get('token')) && other ? other : usual;
}
