import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CloudState } from '../CloudState';
import { novaFault } from '../faults';
import {
  isAdmin,
  projectOf,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import { seconds } from '../times';
import type { Server } from '../types';
import { viewsOf } from './serverLists';
import { statusOf } from './views';

const buildTime = 12_000;

const newServer = z.object({
  server: z.object({
    name: z.string().min(1).max(255),
    flavorRef: z.coerce.string(),
    imageRef: z.string().optional(),
    networks: z
      .union([
        z.enum(['none', 'auto']),
        z.array(
          z.object({
            uuid: z.string().optional(),
            port: z.string().optional(),
          }),
        ),
      ])
      .optional(),
    metadata: z
      .record(
        z.string().regex(/^[a-zA-Z0-9-_:. ]{1,255}$/),
        z.string().max(255),
      )
      .default({}),
    description: z.string().nullable().optional(),
    key_name: z.string().optional(),
    min_count: z.coerce.number().int().min(1).default(1),
  }),
});

/** Create, show, delete, and what can be done with a server. */
export function addServerRoutes(app: ServiceApp, state: CloudState) {
  const { clock, scenarios } = state.ctx;
  const path = '/:region/v2.1/servers';

  const find = (c: ServiceContext): Server | undefined => {
    const server = c.get('region').servers.get(c.req.param('id') ?? '');
    const token = c.get('token');
    const mine =
      server && (isAdmin(token) || server.projectId === projectOf(token));
    return mine && server.state !== 'deleted' ? server : undefined;
  };
  const notFound = (c: ServiceContext) =>
    novaFault(c, 404, `Instance ${c.req.param('id')} could not be found.`);
  const note = (c: ServiceContext, server: Server, action: string) => {
    server.updatedAt = clock.now();
    server.actions.unshift({
      action,
      requestId: c.get('requestId'),
      userId: c.get('token').user.id,
      startedAt: clock.now(),
    });
  };

  app.post(path, async c => {
    const region = c.get('region');
    const projectId = projectOf(c.get('token'));
    if (!projectId)
      return novaFault(
        c,
        403,
        "Policy doesn't allow os_compute_api:servers:create to be performed.",
      );
    const parsed = newServer.safeParse(await c.req.json());
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
    const wanted = parsed.data.server;
    const flavor = region.flavors.find(({ id }) => id === wanted.flavorRef);
    if (!flavor)
      return novaFault(
        c,
        400,
        `Flavor ${wanted.flavorRef} could not be found.`,
      );
    const image = region.images.find(({ id }) => id === wanted.imageRef);
    if (!image) return novaFault(c, 400, `Can not find requested image`);
    const networkId = Array.isArray(wanted.networks)
      ? wanted.networks[0]?.uuid
      : undefined;
    if (networkId && !region.networks.has(networkId)) {
      return novaFault(c, 400, `Network ${networkId} could not be found.`);
    }
    const quota = region.quota(projectId);
    const used = region.usage(projectId);
    const asked = { instances: 1, cores: flavor.vcpus, ram: flavor.ram };
    for (const key of ['instances', 'cores', 'ram'] as const) {
      const limit = scenarios.isOn('quota-exceeded') ? used[key] : quota[key];
      if (limit >= 0 && used[key] + asked[key] > limit) {
        return novaFault(
          c,
          403,
          `Quota exceeded for ${key}: Requested ${asked[key]}, but already used ${used[key]} of ${limit} ${key}`,
        );
      }
    }
    const id = randomUUID();
    const network = networkId ? region.networks.get(networkId) : undefined;
    const server: Server = {
      id,
      name: wanted.name,
      projectId,
      userId: c.get('token').user.id,
      flavor,
      imageId: image.id,
      networkId,
      address:
        network &&
        `${network.cidr.split('.').slice(0, 2).join('.')}.${
          200 + (region.servers.size % 50)
        }.${(region.servers.size % 250) + 4}`,
      createdAt: clock.now(),
      updatedAt: clock.now(),
      builtAt: clock.now() + buildTime,
      state: 'active',
      metadata: wanted.metadata,
      tags: [],
      description: wanted.description ?? null,
      keyName: wanted.key_name ?? null,
      actions: [],
    };
    region.add(server);
    note(c, server, 'create');
    return c.json(
      {
        server: {
          id,
          links: viewsOf(state, c).links('servers', id),
          'OS-DCF:diskConfig': 'MANUAL',
          security_groups: [{ name: 'default' }],
          adminPass: randomUUID().slice(0, 12),
        },
      },
      202,
    );
  });

  app.get(`${path}/:id`, c => {
    const server = find(c);
    return server
      ? c.json({
          server: viewsOf(state, c).server(server, isAdmin(c.get('token'))),
        })
      : notFound(c);
  });

  app.delete(`${path}/:id`, c => {
    const server = find(c);
    if (!server) return notFound(c);
    note(c, server, 'delete');
    server.state = 'deleted';
    return c.body(null, 204);
  });

  app.post(`${path}/:id/action`, async c => {
    const server = find(c);
    if (!server) return notFound(c);
    const [action] = Object.keys(await c.req.json());
    const { vm } = statusOf(server, clock.now());
    const refuse = (verb: string) =>
      novaFault(
        c,
        409,
        `Cannot '${verb}' instance ${server.id} while it is in vm_state ${vm}`,
      );
    if (action === 'os-stop') {
      if (vm !== 'active' && vm !== 'error') return refuse('stop');
      server.state = 'stopped';
    } else if (action === 'os-start') {
      if (vm !== 'stopped') return refuse('start');
      server.state = 'active';
    } else if (action === 'reboot') {
      if (vm === 'building') return refuse('reboot');
      server.state = 'active';
    } else {
      return novaFault(c, 400, `There is no such action: ${action}`);
    }
    note(c, server, action.replace(/^os-/, ''));
    return c.body(null, 202);
  });

  app.get(`${path}/:id/os-instance-actions`, c => {
    const server = find(c);
    if (!server) return notFound(c);
    return c.json({
      instanceActions: server.actions.map(
        ({ action, requestId, userId, startedAt }) => ({
          action,
          instance_uuid: server.id,
          request_id: requestId,
          user_id: userId,
          project_id: server.projectId,
          start_time: seconds(startedAt).replace('Z', '.000000'),
          message: null,
        }),
      ),
    });
  });
}
