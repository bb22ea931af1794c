import { idFor } from '../../company/random';
import { microseconds, seconds } from '../times';
import type { Region } from '../Region';
import type { Flavor, Server } from '../types';

/** Status words as Nova derives them from state and time. */
export function statusOf(server: Server, now: number) {
  if (server.state === 'deleted')
    return { status: 'DELETED', vm: 'deleted', power: 0, task: null };
  if (server.state === 'error')
    return { status: 'ERROR', vm: 'error', power: 0, task: null };
  if (now < server.builtAt)
    return { status: 'BUILD', vm: 'building', power: 0, task: 'spawning' };
  return server.state === 'stopped'
    ? { status: 'SHUTOFF', vm: 'stopped', power: 4, task: null }
    : { status: 'ACTIVE', vm: 'active', power: 1, task: null };
}

/** A server that has been built since its last change was updated by that. */
export const updatedAt = (server: Server, now: number) =>
  now >= server.builtAt
    ? Math.max(server.updatedAt, server.builtAt)
    : server.updatedAt;

/** What Nova says of its things, by microversion. */
export function createViews(
  region: Region,
  base: string,
  now: number,
  version: number,
) {
  const root = base.replace(/\/v2\.1$/, '');
  const links = (kind: string, id: string) => [
    { rel: 'self', href: `${base}/${kind}/${id}` },
    { rel: 'bookmark', href: `${root}/${kind}/${id}` },
  ];
  const flavorOf = ({ flavor }: Server) =>
    version >= 47
      ? {
          vcpus: flavor.vcpus,
          ram: flavor.ram,
          disk: flavor.disk,
          ephemeral: 0,
          swap: 0,
          original_name: flavor.name,
          extra_specs: {},
        }
      : { id: flavor.id, links: links('flavors', flavor.id).slice(1) };

  return {
    links,

    brief: (server: Server) => ({
      id: server.id,
      name: server.name,
      links: links('servers', server.id),
    }),

    server: (server: Server, asAdmin: boolean) => {
      const { status, vm, power, task } = statusOf(server, now);
      const network = server.networkId
        ? region.networks.get(server.networkId)
        : undefined;
      const host = `compute-${(parseInt(server.id.slice(0, 4), 16) % 24) + 1}.${
        region.name
      }`;
      const isUp = now >= server.builtAt;
      return {
        id: server.id,
        name: server.name,
        status,
        tenant_id: server.projectId,
        user_id: server.userId,
        metadata: server.metadata,
        hostId: isUp ? idFor(server.projectId, host).padEnd(56, '0') : '',
        image: {
          id: server.imageId,
          links: links('images', server.imageId).slice(1),
        },
        flavor: flavorOf(server),
        created: seconds(server.createdAt),
        updated: seconds(updatedAt(server, now)),
        addresses:
          network && server.address && isUp && server.state !== 'deleted'
            ? {
                [network.name]: [
                  {
                    version: 4,
                    addr: server.address,
                    'OS-EXT-IPS:type': 'fixed',
                    'OS-EXT-IPS-MAC:mac_addr': `fa:16:3e:${server.id
                      .slice(0, 6)
                      .match(/../g)!
                      .join(':')}`,
                  },
                ],
              }
            : {},
        accessIPv4: '',
        accessIPv6: '',
        links: links('servers', server.id),
        'OS-DCF:diskConfig': 'MANUAL',
        ...(status === 'ACTIVE' || status === 'BUILD' ? { progress: 0 } : {}),
        'OS-EXT-AZ:availability_zone': isUp ? 'nova' : '',
        config_drive: '',
        key_name: server.keyName,
        'OS-SRV-USG:launched_at': isUp ? microseconds(server.builtAt) : null,
        'OS-SRV-USG:terminated_at':
          server.state === 'deleted' ? microseconds(server.updatedAt) : null,
        'OS-EXT-STS:task_state': task,
        'OS-EXT-STS:vm_state': vm,
        'OS-EXT-STS:power_state': power,
        'os-extended-volumes:volumes_attached': region
          .volumesOf(server.id)
          .map(({ id }) =>
            version >= 3 ? { id, delete_on_termination: false } : { id },
          ),
        ...(asAdmin && {
          'OS-EXT-SRV-ATTR:host': isUp ? host : null,
          'OS-EXT-SRV-ATTR:instance_name': `instance-${server.id.slice(0, 8)}`,
          'OS-EXT-SRV-ATTR:hypervisor_hostname': isUp ? host : null,
        }),
        ...(status === 'ERROR' && {
          fault: {
            code: 500,
            created: seconds(server.updatedAt),
            message: 'No valid host was found. ',
          },
        }),
        ...(version >= 9 && { locked: false }),
        ...(version >= 73 && { locked_reason: null }),
        ...(version >= 19 && { description: server.description }),
        ...(version >= 26 && { tags: server.tags }),
        ...(version >= 63 && { trusted_image_certificates: null }),
        ...(isUp && { security_groups: [{ name: 'default' }] }),
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
  };
}
