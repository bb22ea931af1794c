import { Random } from '../company/random';
import { addressAt, parseCidr } from './ipv4';
import { Table } from './Table';
import type {
  FloatingIp,
  Flavor,
  Image,
  Keypair,
  Network,
  Port,
  Quota,
  Router,
  SecurityGroup,
  SecurityRule,
  Server,
  Snapshot,
  Subnet,
  Volume,
} from './types';

/** One region: the servers, networks, volumes, images and flavors in it. */
export class Region {
  readonly flavors: Flavor[] = [];
  readonly hosts: string[] = [];
  readonly images = new Table<Image>({});
  /** Deleted servers stay, as in Nova's database. */
  readonly servers = new Table<Server, 'project' | 'host'>({
    project: ({ projectId }) => projectId,
    host: ({ host }) => host,
  });
  /** Ids of servers, newest first, as Nova lists them. */
  readonly order: string[] = [];
  readonly keypairs = new Table<Keypair, 'user'>({
    user: ({ userId }) => userId,
  });
  readonly networks = new Table<Network, 'project'>({
    project: ({ projectId }) => projectId,
  });
  readonly subnets = new Table<Subnet, 'network' | 'project'>({
    network: ({ networkId }) => networkId,
    project: ({ projectId }) => projectId,
  });
  readonly ports = new Table<Port, 'device' | 'network' | 'project'>({
    device: ({ deviceId }) => deviceId || undefined,
    network: ({ networkId }) => networkId,
    project: ({ projectId }) => projectId,
  });
  readonly routers = new Table<Router, 'project'>({
    project: ({ projectId }) => projectId,
  });
  readonly floatingIps = new Table<FloatingIp, 'project' | 'port'>({
    project: ({ projectId }) => projectId,
    port: ({ portId }) => portId,
  });
  readonly securityGroups = new Table<SecurityGroup, 'project'>({
    project: ({ projectId }) => projectId,
  });
  readonly volumes = new Table<Volume, 'project' | 'server'>({
    project: ({ projectId }) => projectId,
    server: ({ serverId }) => serverId,
  });
  readonly snapshots = new Table<Snapshot, 'project' | 'volume'>({
    project: ({ projectId }) => projectId,
    volume: ({ volumeId }) => volumeId,
  });
  private readonly quotas = new Map<string, Quota>();

  constructor(readonly name: string, private readonly seed: number) {}

  add(server: Server): Server {
    this.order.unshift(server.id);
    return this.servers.add(server);
  }

  /** An address of a network, or none when all are given away. */
  takeAddress(
    networkId: string,
  ): { subnetId: string; address: string } | undefined {
    for (const subnet of this.subnets.by('network', networkId)) {
      const cidr = parseCidr(subnet.cidr);
      if (cidr && subnet.last + 1 < cidr.size - 1) {
        subnet.last += 1;
        return { subnetId: subnet.id, address: addressAt(cidr, subnet.last) };
      }
    }
    return undefined;
  }

  /** The security group that Neutron makes for every project by itself. */
  defaultSecurityGroup(projectId: string, now: number): SecurityGroup {
    const known = this.securityGroups
      .by('project', projectId)
      .find(({ name }) => name === 'default');
    if (known) return known;
    const random = new Random(
      `${this.seed}/${this.name}/security-group/${projectId}`,
    );
    const id = random.uuid();
    const rule = (
      direction: SecurityRule['direction'],
      ethertype: string,
    ): SecurityRule => ({
      id: random.uuid(),
      direction,
      ethertype,
      protocol: null,
      min: null,
      max: null,
      prefix: null,
      groupId: direction === 'ingress' ? id : null,
      description: null,
      createdAt: now,
    });
    return this.securityGroups.add({
      id,
      name: 'default',
      description: 'Default security group',
      projectId,
      createdAt: now,
      rules: [
        rule('ingress', 'IPv4'),
        rule('ingress', 'IPv6'),
        rule('egress', 'IPv4'),
        rule('egress', 'IPv6'),
      ],
    });
  }

  /** What a project uses at this moment. */
  usage(projectId: string) {
    const servers = this.servers
      .by('project', projectId)
      .filter(({ vm }) => vm !== 'deleted');
    const volumes = this.volumes.by('project', projectId);
    const snapshots = this.snapshots.by('project', projectId);
    const groups = this.securityGroups.by('project', projectId);
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
    return {
      instances: servers.length,
      cores: sum(servers.map(({ flavor }) => flavor.vcpus)),
      ram: sum(servers.map(({ flavor }) => flavor.ram)),
      volumes: volumes.length,
      snapshots: snapshots.length,
      gigabytes: sum([...volumes, ...snapshots].map(({ size }) => size)),
      network: this.networks.by('project', projectId).length,
      subnet: this.subnets.by('project', projectId).length,
      port: this.ports.by('project', projectId).length,
      router: this.routers.by('project', projectId).length,
      floatingip: this.floatingIps.by('project', projectId).length,
      security_group: groups.length,
      security_group_rule: sum(groups.map(({ rules }) => rules.length)),
    };
  }

  /** What a project may have: somewhat more than it has, as somebody once allowed it. */
  quota(projectId: string): Quota {
    const known = this.quotas.get(projectId);
    if (known) return known;
    const used = this.usage(projectId);
    const instances = Math.ceil((used.instances * 1.5 + 20) / 10) * 10;
    const quota: Quota = {
      instances,
      cores: Math.max(instances * 4, Math.ceil(used.cores * 1.4)),
      ram: Math.max(instances * 8192, Math.ceil(used.ram * 1.4)),
      key_pairs: 100,
      metadata_items: 128,
      server_groups: 10,
      server_group_members: 10,
      volumes: Math.max(50, used.volumes * 2),
      snapshots: Math.max(10, used.snapshots * 2),
      gigabytes: Math.max(2000, used.gigabytes * 2),
      per_volume_gigabytes: -1,
      backups: 10,
      backup_gigabytes: 1000,
      groups: 10,
      network: 20,
      subnet: 100,
      subnetpool: -1,
      port: Math.max(500, used.port * 2),
      router: 10,
      floatingip: 20,
      rbac_policy: 10,
      security_group: 10,
      security_group_rule: 100,
      trunk: -1,
    };
    this.quotas.set(projectId, quota);
    return quota;
  }

  /** Back to what the cloud gives to everybody. */
  forgetQuota(projectId: string) {
    this.quotas.delete(projectId);
  }
}
