import { z } from 'zod';
import type { Random } from '../../company/random';
import type { CloudState } from '../CloudState';
import { neutronFault } from '../faults';
import { macOf } from '../networking';
import { isAdmin, type ServiceApp, type ServiceContext } from '../serviceApp';
import type { Port } from '../types';
import { ownerOf } from './networkRoutes';
import { checkQuota } from './quotaRoutes';
import { deny, listOf, mayUse, missing, readBody } from './requests';
import { createViews } from './views';

const newPort = z.strictObject({
  network_id: z.string(),
  name: z.string().max(255).default(''),
  description: z.string().optional(),
  admin_state_up: z.boolean().optional(),
  device_id: z.string().default(''),
  device_owner: z.string().default(''),
  security_groups: z.array(z.string()).optional(),
  fixed_ips: z
    .array(
      z.object({
        subnet_id: z.string().optional(),
        ip_address: z.string().optional(),
      }),
    )
    .optional(),
  port_security_enabled: z.boolean().optional(),
  project_id: z.string().optional(),
  tenant_id: z.string().optional(),
  'binding:vnic_type': z.string().optional(),
});

const changedPort = z.strictObject({
  name: z.string().max(255).optional(),
  description: z.string().optional(),
  admin_state_up: z.boolean().optional(),
  security_groups: z.array(z.string()).optional(),
});

/** Where servers and routers are plugged in. */
export function addPortRoutes(
  app: ServiceApp,
  state: CloudState,
  random: Random,
) {
  const path = '/:region/v2.0/ports';
  const show = (c: ServiceContext, port: Port) =>
    createViews(c.get('region'), isAdmin(c.get('token'))).port(port);
  const find = (c: ServiceContext): Port | Response => {
    const { id } = c.req.param();
    const port = c.get('region').ports.get(id);
    return port && mayUse(c, port) ? port : missing(c, 'Port', id);
  };

  /** The smallest set that holds all answers: views of all ports of a large cloud take long. */
  const candidates = (c: ServiceContext): Port[] => {
    const { ports } = c.get('region');
    const query = c.req.query();
    const project = query.project_id ?? query.tenant_id;
    if (query.device_id) return ports.by('device', query.device_id);
    if (query.network_id) return ports.by('network', query.network_id);
    if (project) return ports.by('project', project);
    return ports.values();
  };

  app.get(path, c => {
    const mine = candidates(c).filter(port => mayUse(c, port));
    const views = createViews(c.get('region'), isAdmin(c.get('token')));
    return listOf(c, state.urls.neutron, 'ports', mine.map(views.port));
  });
  app.get(`${path}/:id`, c => {
    const port = find(c);
    return port instanceof Response ? port : c.json({ port: show(c, port) });
  });
  app.post(path, async c => {
    const request = await readBody(c, 'port', newPort);
    if ('refusal' in request) return request.refusal;
    const wanted = request.body;
    const region = c.get('region');
    const network = region.networks.get(wanted.network_id);
    if (!network || !(mayUse(c, network) || network.shared))
      return missing(c, 'Network', wanted.network_id);
    const projectId = ownerOf(c, wanted);
    const over = checkQuota(state, c, projectId, 'port');
    if (over) return over;
    const now = state.ctx.clock.now();
    const hasSubnet = region.subnets.by('network', network.id).length > 0;
    const address = region.takeAddress(network.id);
    if (hasSubnet && !address) {
      return neutronFault('IpAddressGenerationFailure')(
        c,
        409,
        `No more IP addresses available on network ${network.id}.`,
      );
    }
    const port = region.ports.add({
      id: random.uuid(),
      name: wanted.name,
      projectId,
      networkId: network.id,
      ...address,
      mac: macOf(random),
      deviceId: wanted.device_id,
      deviceOwner: wanted.device_owner,
      securityGroupIds: wanted.security_groups ?? [
        region.defaultSecurityGroup(projectId, now).id,
      ],
      createdAt: now,
    });
    return c.json({ port: show(c, port) }, 201);
  });
  app.put(`${path}/:id`, async c => {
    const port = find(c);
    if (port instanceof Response) return port;
    const request = await readBody(c, 'port', changedPort);
    if ('refusal' in request) return request.refusal;
    const { name = port.name, security_groups: groups } = request.body;
    Object.assign(port, {
      name,
      securityGroupIds: groups ?? port.securityGroupIds,
    });
    return c.json({ port: show(c, port) });
  });
  app.delete(`${path}/:id`, c => {
    const port = find(c);
    if (port instanceof Response) return port;
    if (port.deviceOwner.startsWith('network:')) {
      return neutronFault('ServicePortInUse')(
        c,
        409,
        `Port ${port.id} cannot be deleted directly via the port API: has device owner ${port.deviceOwner}.`,
      );
    }
    const region = c.get('region');
    for (const ip of region.floatingIps.by('port', port.id)) {
      region.floatingIps.change(ip, { portId: undefined, routerId: undefined });
    }
    region.ports.remove(port.id);
    return c.body(null, 204);
  });

  app.get('/:region/v2.0/agents', c =>
    isAdmin(c.get('token')) ? c.json({ agents: [] }) : deny(c, 'get_agent'),
  );
}
