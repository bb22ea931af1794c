import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CloudState } from '../CloudState';
import { novaFault } from '../faults';
import { isAdmin, type ServiceApp } from '../serviceApp';
import { microseconds } from '../times';
import type { Server, ServerAction, Volume } from '../types';
import { deny, findServer, note, versionOf } from './requests';

const newAttachment = z.object({
  volumeAttachment: z.object({
    volumeId: z.string(),
    delete_on_termination: z.boolean().optional(),
  }),
});
const newMetadata = z.object({
  metadata: z.record(
    z.string().regex(/^[a-zA-Z0-9-_:. ]{1,255}$/),
    z.string().max(255),
  ),
});
const newTags = z.object({
  tags: z.array(z.string().regex(/^[^,/]{1,60}$/)).max(50),
});

/** Volumes, networks, metadata, tags and the history of a server. */
export function addServerParts(app: ServiceApp, state: CloudState) {
  const path = '/:region/v2.1/servers/:id';
  addAttachments(app, state, `${path}/os-volume_attachments`);
  addHistory(app, `${path}/os-instance-actions`);

  app.get(`${path}/os-interface`, c => {
    const server = findServer(c);
    if (server instanceof Response) return server;
    const ports = c.get('region').ports.by('device', server.id);
    return c.json({
      interfaceAttachments: ports.map(port => ({
        net_id: port.networkId,
        port_id: port.id,
        mac_addr: port.mac,
        port_state: 'ACTIVE',
        fixed_ips: port.address
          ? [{ subnet_id: port.subnetId, ip_address: port.address }]
          : [],
        ...(versionOf(c) >= 70 && { tag: null }),
      })),
    });
  });

  app.get(`${path}/metadata`, c => {
    const server = findServer(c);
    return server instanceof Response
      ? server
      : c.json({ metadata: server.metadata });
  });
  for (const method of ['post', 'put'] as const) {
    app[method](`${path}/metadata`, async c => {
      const server = findServer(c);
      if (server instanceof Response) return server;
      const parsed = newMetadata.safeParse(await c.req.json());
      if (!parsed.success) {
        return novaFault(c, 400, 'Invalid input for field/attribute metadata.');
      }
      server.metadata = {
        ...(method === 'post' && server.metadata),
        ...parsed.data.metadata,
      };
      server.updatedAt = state.ctx.clock.now();
      return c.json({ metadata: server.metadata });
    });
  }
  app.delete(`${path}/metadata/:key`, c => {
    const server = findServer(c);
    if (server instanceof Response) return server;
    const { key } = c.req.param();
    if (!(key in server.metadata))
      return novaFault(c, 404, 'Metadata item was not found');
    delete server.metadata[key];
    return c.body(null, 204);
  });

  app.get(`${path}/tags`, c => {
    const server = findServer(c);
    return server instanceof Response ? server : c.json({ tags: server.tags });
  });
  app.put(`${path}/tags`, async c => {
    const server = findServer(c);
    if (server instanceof Response) return server;
    const parsed = newTags.safeParse(await c.req.json());
    if (!parsed.success)
      return novaFault(c, 400, 'Invalid input for field/attribute tags.');
    server.tags = parsed.data.tags;
    return c.json({ tags: server.tags });
  });

  app.get(`${path}/diagnostics`, c => {
    const server = findServer(c);
    if (server instanceof Response) return server;
    if (!isAdmin(c.get('token'))) return deny(c, 'os-server-diagnostics');
    return c.json(
      versionOf(c) >= 48
        ? diagnosticsOf(server, state.ctx.clock.now())
        : { memory: server.flavor.ram * 1024, cpu0_time: 17_300_000_000 },
    );
  });
  app.post(`${path}/remote-consoles`, async c => {
    const server = findServer(c);
    if (server instanceof Response) return server;
    const { remote_console: wanted } = await c.req.json();
    return novaFault(c, 400, `Unavailable console type ${wanted?.type}.`);
  });
}

const diagnosticsOf = (server: Server, now: number) => ({
  state: server.vm === 'active' ? 'running' : 'shutdown',
  driver: 'libvirt',
  hypervisor: 'kvm',
  hypervisor_os: 'linux',
  uptime: Math.floor((now - (server.launchedAt ?? now)) / 1000),
  config_drive: false,
  num_cpus: server.flavor.vcpus,
  num_nics: 1,
  num_disks: 1,
  disk_details: [],
  cpu_details: [],
  nic_details: [],
  memory_details: { maximum: server.flavor.ram, used: 0 },
});

function addAttachments(app: ServiceApp, state: CloudState, path: string) {
  const toAttachment = (volume: Volume) => ({
    volumeId: volume.id,
    serverId: volume.serverId,
    device: '/dev/vdb',
    tag: null,
    delete_on_termination: volume.deleteOnTermination ?? false,
  });

  app.get(path, c => {
    const server = findServer(c);
    if (server instanceof Response) return server;
    const version = versionOf(c);
    const volumes = c.get('region').volumes.by('server', server.id);
    return c.json({
      volumeAttachments: volumes.map(volume => ({
        ...(version < 89 && { id: volume.id }),
        ...toAttachment(volume),
        ...(version >= 89 && {
          attachment_id: volume.attachmentId,
          bdm_uuid: volume.attachmentId,
        }),
      })),
    });
  });
  app.post(path, async c => {
    const server = findServer(c);
    if (server instanceof Response) return server;
    const region = c.get('region');
    const wanted = newAttachment.safeParse(await c.req.json());
    const { volumeId, delete_on_termination: deleteOnTermination } =
      wanted.data?.volumeAttachment ?? {};
    const isTooNew = deleteOnTermination !== undefined && versionOf(c) < 79;
    if (!volumeId || isTooNew) {
      return novaFault(
        c,
        400,
        'Invalid input for field/attribute volumeAttachment.',
      );
    }
    const volume = region.volumes.get(volumeId);
    if (!volume || volume.projectId !== server.projectId)
      return novaFault(c, 404, `Volume ${volumeId} could not be found.`);
    if (volume.status !== 'available') {
      return novaFault(
        c,
        400,
        `Invalid volume: volume ${volumeId} is already attached to instances: ${volume.serverId}`,
      );
    }
    const now = state.ctx.clock.now();
    region.volumes.change(volume, {
      serverId: server.id,
      status: 'in-use',
      attachmentId: randomUUID(),
      attachedAt: now,
      updatedAt: now,
      deleteOnTermination,
    });
    note(state, c, server, 'attach_volume');
    return c.json({
      volumeAttachment: { id: volume.id, ...toAttachment(volume) },
    });
  });
  app.delete(`${path}/:volume`, c => {
    const server = findServer(c);
    if (server instanceof Response) return server;
    const region = c.get('region');
    const volume = region.volumes.get(c.req.param('volume'));
    if (volume?.serverId !== server.id) {
      return novaFault(c, 404, `volume_id not found: ${c.req.param('volume')}`);
    }
    region.volumes.change(volume, {
      serverId: undefined,
      deleteOnTermination: undefined,
      status: 'available',
      updatedAt: state.ctx.clock.now(),
    });
    note(state, c, server, 'detach_volume');
    return c.body(null, 202);
  });
}

function addHistory(app: ServiceApp, path: string) {
  const toAction = (server: Server, one: ServerAction, version: number) => ({
    action: one.action,
    instance_uuid: server.id,
    request_id: one.requestId,
    user_id: one.userId,
    project_id: server.projectId,
    start_time: microseconds(one.startedAt),
    message: null,
    ...(version >= 58 && { updated_at: microseconds(one.startedAt) }),
  });
  const toEvent = ({ action, startedAt }: ServerAction) => ({
    event: `compute_${action.toLowerCase()}_instance`,
    start_time: microseconds(startedAt),
    finish_time: microseconds(startedAt),
    result: 'Success',
    traceback: null,
  });
  app.get(path, c => {
    const server = findServer(c);
    if (server instanceof Response) return server;
    return c.json({
      instanceActions: server.actions.map(one =>
        toAction(server, one, versionOf(c)),
      ),
    });
  });
  app.get(`${path}/:request`, c => {
    const server = findServer(c);
    if (server instanceof Response) return server;
    const { request } = c.req.param();
    const found = server.actions.find(one => one.requestId === request);
    return found
      ? c.json({
          instanceAction: {
            ...toAction(server, found, versionOf(c)),
            events: [toEvent(found)],
          },
        })
      : novaFault(
          c,
          404,
          `Action for request_id ${request} on instance ${server.id} not found`,
        );
  });
}
