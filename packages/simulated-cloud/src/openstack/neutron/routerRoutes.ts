import { z } from 'zod';
import type { Random } from '../../company/random';
import type { CloudState } from '../CloudState';
import { neutronFault } from '../faults';
import { macOf } from '../networking';
import type { Region } from '../Region';
import { isAdmin, type ServiceApp, type ServiceContext } from '../serviceApp';
import type { FloatingIp, Router } from '../types';
import { ownerOf } from './networkRoutes';
import { checkQuota } from './quotaRoutes';
import { listOf, mayUse, missing, readBody } from './requests';
import { createViews } from './views';

const owner = {
  project_id: z.string().optional(),
  tenant_id: z.string().optional(),
};
const newRouter = z.strictObject({
  name: z.string().max(255).default(''),
  description: z.string().optional(),
  admin_state_up: z.boolean().optional(),
  external_gateway_info: z.looseObject({ network_id: z.string() }).nullish(),
  ...owner,
});
const newFloatingIp = z.strictObject({
  floating_network_id: z.string(),
  port_id: z.string().nullish(),
  description: z.string().default(''),
  subnet_id: z.string().optional(),
  floating_ip_address: z.string().optional(),
  fixed_ip_address: z.string().nullish(),
  ...owner,
});
const changedFloatingIp = z.strictObject({
  port_id: z.string().nullish(),
  fixed_ip_address: z.string().nullish(),
  description: z.string().optional(),
});
const interfaceSchema = z.object({ subnet_id: z.string() });

/** The way out of a network, and addresses that are seen from outside. */
export function addRouterRoutes(
  app: ServiceApp,
  state: CloudState,
  random: Random,
) {
  const path = '/:region/v2.0/routers';
  const show = (c: ServiceContext, router: Router) =>
    createViews(c.get('region'), isAdmin(c.get('token'))).router(router);
  const find = (c: ServiceContext): Router | Response => {
    const id = c.req.param('id') ?? '';
    const router = c.get('region').routers.get(id);
    return router && mayUse(c, router) ? router : missing(c, 'Router', id);
  };

  app.get(path, c => {
    const mine = c
      .get('region')
      .routers.values()
      .filter(router => mayUse(c, router));
    return listOf(
      c,
      state.urls.neutron,
      'routers',
      mine.map(router => show(c, router)),
    );
  });
  app.get(`${path}/:id`, c => {
    const router = find(c);
    return router instanceof Response
      ? router
      : c.json({ router: show(c, router) });
  });
  app.post(path, async c => {
    const request = await readBody(c, 'router', newRouter);
    if ('refusal' in request) return request.refusal;
    const { name, external_gateway_info: outside, ...wanted } = request.body;
    const region = c.get('region');
    const networkId = outside?.network_id;
    if (networkId && !region.networks.get(networkId)?.external)
      return missing(c, 'Network', networkId);
    const projectId = ownerOf(c, wanted);
    const over = checkQuota(state, c, projectId, 'router');
    if (over) return over;
    const address = networkId ? region.takeAddress(networkId) : undefined;
    const router = region.routers.add({
      id: random.uuid(),
      name,
      projectId,
      gateway: address && networkId ? { networkId, ...address } : undefined,
      createdAt: state.ctx.clock.now(),
    });
    return c.json({ router: show(c, router) }, 201);
  });
  app.delete(`${path}/:id`, c => {
    const router = find(c);
    if (router instanceof Response) return router;
    const region = c.get('region');
    if (region.ports.by('device', router.id).length > 0) {
      return neutronFault('RouterInUse')(
        c,
        409,
        `Router ${router.id} still has ports`,
      );
    }
    region.routers.remove(router.id);
    return c.body(null, 204);
  });
  app.put(`${path}/:id/add_router_interface`, async c => {
    const router = find(c);
    if (router instanceof Response) return router;
    const region = c.get('region');
    const wanted = interfaceSchema.safeParse(await c.req.json()).data;
    const subnet = region.subnets.get(wanted?.subnet_id);
    if (!subnet || !mayUse(c, subnet))
      return missing(c, 'Subnet', wanted?.subnet_id ?? '');
    const port = region.ports.add({
      id: random.uuid(),
      name: '',
      projectId: subnet.projectId,
      networkId: subnet.networkId,
      subnetId: subnet.id,
      address: subnet.gateway ?? undefined,
      mac: macOf(random),
      deviceId: router.id,
      deviceOwner: 'network:router_interface',
      securityGroupIds: [],
      createdAt: state.ctx.clock.now(),
    });
    return c.json(interfaceOf(router, port.id, subnet));
  });
  app.put(`${path}/:id/remove_router_interface`, async c => {
    const router = find(c);
    if (router instanceof Response) return router;
    const region = c.get('region');
    const wanted = interfaceSchema.safeParse(await c.req.json()).data;
    const subnet = region.subnets.get(wanted?.subnet_id);
    const port = region.ports
      .by('device', router.id)
      .find(({ subnetId }) => subnetId === subnet?.id);
    if (!port || !subnet) {
      return neutronFault('RouterInterfaceNotFoundForSubnet')(
        c,
        404,
        `Router ${router.id} has no interface on subnet ${wanted?.subnet_id}`,
      );
    }
    region.ports.remove(port.id);
    return c.json(interfaceOf(router, port.id, subnet));
  });
  addFloatingIps(app, state, random);
}

const interfaceOf = (
  router: Router,
  portId: string,
  subnet: { id: string; networkId: string },
) => ({
  id: router.id,
  tenant_id: router.projectId,
  port_id: portId,
  network_id: subnet.networkId,
  subnet_id: subnet.id,
  subnet_ids: [subnet.id],
});

/** The router by which a port is reached from outside, if there is one. */
function routerTo(region: Region, portId: string): string | undefined {
  const networkId = region.ports.get(portId)?.networkId ?? '';
  return region.ports
    .by('network', networkId)
    .find(({ deviceOwner }) => deviceOwner === 'network:router_interface')
    ?.deviceId;
}

function addFloatingIps(app: ServiceApp, state: CloudState, random: Random) {
  const path = '/:region/v2.0/floatingips';
  const show = (c: ServiceContext, ip: FloatingIp) =>
    createViews(c.get('region'), isAdmin(c.get('token'))).floatingIp(ip);
  const find = (c: ServiceContext): FloatingIp | Response => {
    const id = c.req.param('id') ?? '';
    const ip = c.get('region').floatingIps.get(id);
    return ip && mayUse(c, ip)
      ? ip
      : neutronFault('FloatingIPNotFound')(
          c,
          404,
          `Floating IP ${id} could not be found`,
        );
  };
  const unreachable = (c: ServiceContext, portId: string) =>
    neutronFault('ExternalGatewayForFloatingIPNotFound')(
      c,
      404,
      `External network is not reachable from the network of port ${portId}. Therefore, cannot associate Port ${portId} with a Floating IP.`,
    );

  app.get(path, c => {
    const mine = c
      .get('region')
      .floatingIps.values()
      .filter(ip => mayUse(c, ip));
    return listOf(
      c,
      state.urls.neutron,
      'floatingips',
      mine.map(ip => show(c, ip)),
    );
  });
  app.get(`${path}/:id`, c => {
    const ip = find(c);
    return ip instanceof Response ? ip : c.json({ floatingip: show(c, ip) });
  });
  app.post(path, async c => {
    const request = await readBody(c, 'floatingip', newFloatingIp);
    if ('refusal' in request) return request.refusal;
    const { floating_network_id: networkId, ...wanted } = request.body;
    const region = c.get('region');
    if (!region.networks.get(networkId)?.external)
      return missing(c, 'Network', networkId);
    const projectId = ownerOf(c, wanted);
    const over = checkQuota(state, c, projectId, 'floatingip');
    if (over) return over;
    const portId = wanted.port_id ?? undefined;
    const routerId = portId && routerTo(region, portId);
    if (portId && !region.ports.has(portId)) return missing(c, 'Port', portId);
    if (portId && !routerId) return unreachable(c, portId);
    const address = region.takeAddress(networkId);
    if (!address) {
      return neutronFault('IpAddressGenerationFailure')(
        c,
        409,
        `No more IP addresses available on network ${networkId}.`,
      );
    }
    const ip = region.floatingIps.add({
      id: random.uuid(),
      projectId,
      networkId,
      address: address.address,
      portId,
      routerId,
      description: wanted.description,
      createdAt: state.ctx.clock.now(),
    });
    return c.json({ floatingip: show(c, ip) }, 201);
  });
  app.put(`${path}/:id`, async c => {
    const ip = find(c);
    if (ip instanceof Response) return ip;
    const request = await readBody(c, 'floatingip', changedFloatingIp);
    if ('refusal' in request) return request.refusal;
    const { port_id: wanted, description = ip.description } = request.body;
    const region = c.get('region');
    const portId = wanted === undefined ? ip.portId : wanted ?? undefined;
    const routerId = portId && routerTo(region, portId);
    if (portId && !routerId) return unreachable(c, portId);
    region.floatingIps.change(ip, { portId, routerId, description });
    return c.json({ floatingip: show(c, ip) });
  });
  app.delete(`${path}/:id`, c => {
    const ip = find(c);
    if (ip instanceof Response) return ip;
    c.get('region').floatingIps.remove(ip.id);
    return c.body(null, 204);
  });
}
