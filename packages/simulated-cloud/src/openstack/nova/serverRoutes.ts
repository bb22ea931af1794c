import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CloudState } from '../CloudState';
import { novaFault } from '../faults';
import { addServerPort } from '../networking';
import {
  isAdmin,
  projectOf,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import type { Flavor, Server } from '../types';
import {
  chooseNetworks,
  overQuota,
  parseNewServer,
  type NewServer,
} from './newServer';
import { deny, findServer, note, settle, versionOf, viewsOf } from './requests';

const buildTime = 12_000;

const changedServer = z.object({
  server: z.object({
    name: z.string().min(1).max(255).optional(),
    description: z.string().nullish(),
  }),
});

/** Create, show, rename, delete. */
export function addServerRoutes(app: ServiceApp, state: CloudState) {
  const { clock, scenarios } = state.ctx;
  const path = '/:region/v2.1/servers';

  app.post(path, async c => {
    const region = c.get('region');
    const projectId = projectOf(c.get('token'));
    if (!projectId) return deny(c, 'servers:create');
    const wanted = parseNewServer(await c.req.json(), versionOf(c));
    if (typeof wanted === 'string') return novaFault(c, 400, wanted);
    const refuse = (message: string) => novaFault(c, 400, message);
    const flavor = region.flavors.find(({ id }) => id === wanted.flavorRef);
    if (!flavor)
      return refuse(`Flavor ${wanted.flavorRef} could not be found.`);
    const imageId = imageOf(wanted);
    const image = region.images.get(imageId);
    if (!image) return refuse(`Can not find requested image`);
    if (image.status !== 'active')
      return refuse(`Image ${image.id} is not active.`);
    if (flavor.ram < image.minRam)
      return refuse("Flavor's memory is too small for requested image.");
    if (flavor.disk < image.minDisk)
      return refuse(
        `Flavor's disk is too small for requested image. Flavor disk is ${
          flavor.disk * 2 ** 30
        } bytes, image is ${image.minDisk * 2 ** 30} bytes.`,
      );
    if (wanted.key_name !== undefined) {
      const mine = region.keypairs.by('user', c.get('token').user.id);
      if (!mine.some(({ name }) => name === wanted.key_name))
        return refuse('Invalid key_name provided.');
    }
    const networks = chooseNetworks(region, projectId, wanted.networks);
    if (!Array.isArray(networks))
      return novaFault(c, networks.code, networks.why);
    const count = wanted.max_count ?? wanted.min_count;
    const over = overQuota(
      region,
      projectId,
      { instances: count, flavor },
      scenarios.isOn('quota-exceeded'),
    );
    if (over) return novaFault(c, 403, over);

    region.defaultSecurityGroup(projectId, clock.now());
    const servers = Array.from({ length: count }, (_, index) =>
      create(c, wanted, {
        name: count > 1 ? `${wanted.name}-${index + 1}` : wanted.name,
        projectId,
        flavor,
        imageId: image.id,
        networks,
      }),
    );
    const [{ id, securityGroups }] = servers;
    const links = viewsOf(state, c).links('servers', id);
    c.header('location', links[0].href);
    return c.json(
      {
        server: {
          id,
          links,
          'OS-DCF:diskConfig': 'MANUAL',
          security_groups: securityGroups.map(name => ({ name })),
          adminPass: wanted.adminPass ?? randomUUID().slice(0, 12),
        },
      },
      202,
    );
  });

  /** Boot from an image by its name, or by a mapping of devices as the command line sends it. */
  function imageOf({
    imageRef,
    block_device_mapping_v2: devices = [],
  }: NewServer): string | undefined {
    const device = devices.find(one => one.source_type === 'image');
    return imageRef || (device && String(device.uuid));
  }

  function create(
    c: ServiceContext,
    wanted: NewServer,
    chosen: {
      name: string;
      projectId: string;
      flavor: Flavor;
      imageId: string;
      networks: { networkId: string; portId?: string }[];
    },
  ): Server {
    const region = c.get('region');
    const now = clock.now();
    const { networks, ...fields } = chosen;
    const server = region.add({
      ...fields,
      id: randomUUID(),
      number: region.servers.size + 1,
      userId: c.get('token').user.id,
      host: region.hosts[region.servers.size % region.hosts.length],
      createdAt: now,
      updatedAt: now,
      vm: 'building',
      task: null,
      metadata: { ...wanted.metadata },
      tags: [...wanted.tags],
      description: wanted.description ?? null,
      keyName: wanted.key_name ?? null,
      securityGroups: wanted.security_groups?.map(({ name }) => name) ?? [
        'default',
      ],
      actions: [],
    });
    for (const { networkId, portId } of networks) {
      const port = region.ports.get(portId);
      if (port) {
        region.ports.change(port, {
          deviceId: server.id,
          deviceOwner: 'compute:nova',
        });
      } else addServerPort(region, state.random, server, networkId);
    }
    note(state, c, server, 'create');
    settle(state, server, 'spawning', buildTime, { vm: 'active' });
    return server;
  }

  app.get(`${path}/:id`, c => {
    const server = findServer(c);
    return server instanceof Response
      ? server
      : c.json({
          server: {
            ...viewsOf(state, c).server(server),
            ...(versionOf(c) >= 71 && { server_groups: [] }),
          },
        });
  });

  app.put(`${path}/:id`, async c => {
    const server = findServer(c);
    if (server instanceof Response) return server;
    const parsed = changedServer.safeParse(await c.req.json());
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return novaFault(
        c,
        400,
        `Invalid input for field/attribute ${issue.path.slice(1).join('.')}. ${
          issue.message
        }`,
      );
    }
    Object.assign(server, parsed.data.server, { updatedAt: clock.now() });
    return c.json({ server: viewsOf(state, c).server(server) });
  });

  app.delete(`${path}/:id`, c => {
    const server = findServer(c);
    if (server instanceof Response) return server;
    const region = c.get('region');
    if (server.lockedReason !== undefined && !isAdmin(c.get('token')))
      return novaFault(c, 409, `Instance ${server.id} is locked`);
    note(state, c, server, 'delete');
    Object.assign(server, {
      vm: 'deleted',
      task: null,
      terminatedAt: clock.now(),
    });
    for (const port of region.ports.by('device', server.id)) {
      for (const ip of region.floatingIps.by('port', port.id)) {
        region.floatingIps.change(ip, {
          portId: undefined,
          routerId: undefined,
        });
      }
      region.ports.remove(port.id);
    }
    for (const volume of region.volumes.by('server', server.id)) {
      if (volume.deleteOnTermination) region.volumes.remove(volume.id);
      else
        region.volumes.change(volume, {
          serverId: undefined,
          status: 'available',
        });
    }
    return c.body(null, 204);
  });
}
