import type { CloudResource } from '@flytower/cloud-common/projects';
import type {
  CinderVolume,
  GlanceImage,
  NeutronNetwork,
  NovaServer,
} from '@flytower/cloud-node/upstream/openstack';
import type { SeenResource } from '../store/rows';

type Health = CloudResource['health'];

/** States of each service by how they are for the one who looks. Whatever is in no list is being worked on. */
const states: Record<'ok' | 'off' | 'failed' | 'unknown', string[]> = {
  ok: ['active', 'available', 'in-use', 'reserved'],
  off: [
    'shutoff',
    'suspended',
    'paused',
    'stopped',
    'shelved',
    'shelved_offloaded',
    'soft_deleted',
    'down',
    'deactivated',
    'maintenance',
  ],
  failed: ['error', 'killed', 'rescue'],
  unknown: ['unknown', ''],
};

export function healthOf(state: string): Health {
  for (const [health, names] of Object.entries(states)) {
    if (names.includes(state)) return health as Health;
  }
  return state.startsWith('error') ? 'failed' : 'busy';
}

/** Leaves out what is not known, as an empty line would say that it is nothing. */
function details(
  values: Record<string, string | number | null | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([key, value]) => [key, String(value)])
      .filter(([, value]) => value !== ''),
  );
}

export function fromServer(server: NovaServer, region: string): SeenResource {
  const state = server.status.toLowerCase();
  const task = server['OS-EXT-STS:task_state'];
  const { flavor } = server;
  return {
    id: server.id,
    projectId: server.tenant_id,
    region,
    type: 'server',
    name: server.name || server.id,
    state,
    health: task && healthOf(state) !== 'failed' ? 'busy' : healthOf(state),
    createdAt: server.created,
    updatedAt: server.updated,
    details: details({
      flavor: flavor.original_name,
      vcpus: flavor.vcpus,
      ramMiB: flavor.ram,
      diskGiB: flavor.disk,
      addresses: Object.values(server.addresses)
        .flat()
        .map(({ addr }) => addr)
        .join(', '),
      zone: server['OS-EXT-AZ:availability_zone'],
      task,
    }),
  };
}

export function fromVolume(volume: CinderVolume, region: string): SeenResource {
  const state = volume.status.toLowerCase();
  return {
    id: volume.id,
    projectId: volume['os-vol-tenant-attr:tenant_id'],
    region,
    type: 'volume',
    name: volume.name || volume.id,
    state,
    health: healthOf(state),
    createdAt: volume.created_at,
    updatedAt: volume.updated_at,
    details: details({
      sizeGiB: volume.size,
      type: volume.volume_type,
      servers: volume.attachments.map(one => one.server_id).join(', '),
      bootable: volume.bootable,
    }),
  };
}

export function fromNetwork(
  network: NeutronNetwork,
  region: string,
): SeenResource {
  const state = network.status.toLowerCase();
  return {
    id: network.id,
    projectId: network.project_id,
    region,
    type: 'network',
    name: network.name || network.id,
    state,
    health: healthOf(state),
    createdAt: network.created_at,
    updatedAt: network.updated_at,
    details: details({
      subnets: network.subnets.length,
      shared: network.shared ? 'yes' : undefined,
      external: network['router:external'] ? 'yes' : undefined,
    }),
  };
}

export function fromImage(image: GlanceImage, region: string): SeenResource {
  const state = image.status.toLowerCase();
  return {
    id: image.id,
    projectId: image.owner ?? '',
    region,
    type: 'image',
    name: image.name || image.id,
    state,
    health: healthOf(state),
    createdAt: image.created_at,
    updatedAt: image.updated_at,
    details: details({
      visibility: image.visibility,
      distribution: image.os_distro,
      sizeMiB: image.size ? Math.round(image.size / 2 ** 20) : undefined,
    }),
  };
}
