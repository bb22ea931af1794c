import type { Random } from '../company/random';
import { addressAt, parseCidr } from './ipv4';
import type { Region } from './Region';
import type { Network, Port, Server } from './types';

/** A hardware address as Neutron makes them. */
export const macOf = (random: Random): string =>
  `fa:16:3e:${random.hex(6).match(/../g)!.join(':')}`;

interface NewNetwork {
  name: string;
  projectId: string;
  createdAt: number;
  description?: string;
  cidr?: string;
  shared?: boolean;
  external?: boolean;
}

/** A network, with a subnet if it is given addresses. */
export function addNetwork(
  region: Region,
  random: Random,
  wanted: NewNetwork,
): Network {
  const { cidr, ...fields } = wanted;
  const network = region.networks.add({
    id: random.uuid(),
    description: '',
    shared: false,
    external: false,
    segment: random.int(1, 65_535),
    tags: [],
    ...fields,
  });
  const range = cidr === undefined ? undefined : parseCidr(cidr);
  if (cidr !== undefined && range) {
    region.subnets.add({
      id: random.uuid(),
      name: `${network.name}-subnet`,
      projectId: network.projectId,
      networkId: network.id,
      cidr,
      gateway: addressAt(range, 1),
      dhcp: true,
      nameservers: [],
      createdAt: network.createdAt,
      last: 2,
    });
  }
  return network;
}

/** How a server reaches a network. */
export function addServerPort(
  region: Region,
  random: Random,
  server: Server,
  networkId: string,
): Port {
  const groups = region.securityGroups
    .by('project', server.projectId)
    .filter(({ name }) => server.securityGroups.includes(name));
  return region.ports.add({
    id: random.uuid(),
    name: '',
    projectId: server.projectId,
    networkId,
    ...region.takeAddress(networkId),
    mac: macOf(random),
    deviceId: server.id,
    deviceOwner: 'compute:nova',
    securityGroupIds: groups.map(({ id }) => id),
    createdAt: server.createdAt,
  });
}
