import { createHash } from 'node:crypto';
import { microseconds, seconds } from '../times';
import type { Region } from '../Region';
import type { Flavor, Server } from '../types';

const power = { active: 1, resized: 1, stopped: 4 } as Record<
  Server['vm'],
  number | undefined
>;

/** Status words as Nova derives them from state and task. */
export function statusOf({ vm, task }: Server): string {
  if (vm === 'building') return 'BUILD';
  if (vm === 'active') {
    if (task === 'rebooting') return 'REBOOT';
    if (task === 'rebooting_hard') return 'HARD_REBOOT';
    if (task?.startsWith('resize_')) return 'RESIZE';
    return 'ACTIVE';
  }
  if (vm === 'stopped')
    return task?.startsWith('resize_') ? 'RESIZE' : 'SHUTOFF';
  if (vm === 'resized') return 'VERIFY_RESIZE';
  return vm === 'deleted' ? 'DELETED' : 'ERROR';
}

/** What Nova says of its things, by microversion. */
export function createViews(
  region: Region,
  base: string,
  version: number,
  asAdmin: boolean,
) {
  const root = base.replace(/\/v2\.1$/, '');
  const links = (kind: string, id: string) => [
    { rel: 'self', href: `${base}/${kind}/${id}` },
    { rel: 'bookmark', href: `${root}/${kind}/${id}` },
  ];
  const bookmark = (kind: string, id: string) => links(kind, id).slice(1);
  const embedded = ({ vcpus, ram, disk, name }: Flavor) => ({
    vcpus,
    ram,
    disk,
    ephemeral: 0,
    swap: 0,
    original_name: name,
    extra_specs: {},
  });

  function addressesOf(server: Server) {
    const addresses: Record<string, object[]> = {};
    for (const port of region.ports.by('device', server.id)) {
      const network = region.networks.get(port.networkId);
      if (!network || !port.address) continue;
      const item = (type: string, addr: string) => ({
        version: 4,
        addr,
        'OS-EXT-IPS:type': type,
        'OS-EXT-IPS-MAC:mac_addr': port.mac,
      });
      addresses[network.name] = [
        ...(addresses[network.name] ?? []),
        item('fixed', port.address),
        ...region.floatingIps
          .by('port', port.id)
          .map(({ address }) => item('floating', address)),
      ];
    }
    return addresses;
  }

  const adminPart = (server: Server, isPlaced: boolean) => ({
    'OS-EXT-SRV-ATTR:host': isPlaced ? server.host : null,
    'OS-EXT-SRV-ATTR:instance_name': `instance-${server.number
      .toString(16)
      .padStart(8, '0')}`,
    'OS-EXT-SRV-ATTR:hypervisor_hostname': isPlaced ? server.host : null,
    ...(version >= 3 && {
      'OS-EXT-SRV-ATTR:reservation_id': `r-${server.id.slice(-8)}`,
      'OS-EXT-SRV-ATTR:launch_index': 0,
      'OS-EXT-SRV-ATTR:hostname': hostnameOf(server),
      'OS-EXT-SRV-ATTR:kernel_id': '',
      'OS-EXT-SRV-ATTR:ramdisk_id': '',
      'OS-EXT-SRV-ATTR:root_device_name': '/dev/vda',
      'OS-EXT-SRV-ATTR:user_data': null,
    }),
    ...(version >= 16 && { host_status: 'UP' }),
  });

  return {
    links,

    brief: ({ id, name }: Server) => ({
      id,
      name,
      links: links('servers', id),
    }),

    server(server: Server) {
      const status = statusOf(server);
      const isPlaced = server.launchedAt !== undefined;
      const isThere = isPlaced && server.vm !== 'deleted';
      return {
        id: server.id,
        name: server.name,
        status,
        tenant_id: server.projectId,
        user_id: server.userId,
        metadata: server.metadata,
        hostId: isPlaced
          ? createHash('sha224')
              .update(`${server.projectId}${server.host}`)
              .digest('hex')
          : '',
        image: {
          id: server.imageId,
          links: bookmark('images', server.imageId),
        },
        flavor:
          version >= 47
            ? embedded(server.flavor)
            : {
                id: server.flavor.id,
                links: bookmark('flavors', server.flavor.id),
              },
        created: seconds(server.createdAt),
        updated: seconds(server.updatedAt),
        addresses: isThere ? addressesOf(server) : {},
        accessIPv4: '',
        accessIPv6: '',
        links: links('servers', server.id),
        'OS-DCF:diskConfig': 'MANUAL',
        ...(['DELETED', 'ERROR', 'SHUTOFF'].includes(status)
          ? {}
          : { progress: 0 }),
        ...(status === 'ERROR' && {
          fault: {
            code: 500,
            created: seconds(server.updatedAt),
            message: 'No valid host was found. ',
          },
        }),
        'OS-EXT-AZ:availability_zone': isPlaced ? 'nova' : '',
        config_drive: '',
        key_name: server.keyName,
        'OS-SRV-USG:launched_at':
          server.launchedAt === undefined
            ? null
            : microseconds(server.launchedAt),
        'OS-SRV-USG:terminated_at':
          server.terminatedAt === undefined
            ? null
            : microseconds(server.terminatedAt),
        ...(asAdmin && adminPart(server, isPlaced)),
        ...(!asAdmin &&
          version >= 90 && {
            'OS-EXT-SRV-ATTR:hostname': hostnameOf(server),
          }),
        'OS-EXT-STS:task_state': server.task,
        'OS-EXT-STS:vm_state': server.vm,
        'OS-EXT-STS:power_state': power[server.vm] ?? 0,
        'os-extended-volumes:volumes_attached': region.volumes
          .by('server', server.id)
          .map(({ id, deleteOnTermination = false }) =>
            version >= 3
              ? { id, delete_on_termination: deleteOnTermination }
              : { id },
          ),
        ...(version >= 9 && { locked: server.lockedReason !== undefined }),
        ...(version >= 73 && { locked_reason: server.lockedReason ?? null }),
        ...(version >= 19 && { description: server.description }),
        ...(version >= 26 && { tags: server.tags }),
        ...(version >= 63 && { trusted_image_certificates: null }),
        ...(isThere && {
          security_groups: server.securityGroups.map(name => ({ name })),
        }),
      };
    },

    flavor: ({ id, name, vcpus, ram, disk }: Flavor) => ({
      id,
      name,
      ram,
      disk,
      swap: version >= 75 ? 0 : '',
      'OS-FLV-EXT-DATA:ephemeral': 0,
      'OS-FLV-DISABLED:disabled': false,
      vcpus,
      'os-flavor-access:is_public': true,
      rxtx_factor: 1,
      links: links('flavors', id),
      ...(version >= 55 && { description: null }),
      ...(version >= 61 && { extra_specs: {} }),
    }),

    briefFlavor: ({ id, name }: Flavor) => ({
      id,
      name,
      links: links('flavors', id),
      ...(version >= 55 && { description: null }),
    }),
  };
}

const hostnameOf = ({ name, id }: Server) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63) || `server-${id}`;
