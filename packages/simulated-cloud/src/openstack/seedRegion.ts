import type { Company, SeedProject } from '../company/types';
import { idFor, Random } from '../company/random';
import { addNetwork, addServerPort, macOf } from './networking';
import { Region } from './Region';
import type { Network, Server } from './types';

const hour = 3_600_000;
const day = 24 * hour;

const flavors: [name: string, vcpus: number, ram: number, disk: number][] = [
  ['m1.small', 1, 2048, 20],
  ['m1.medium', 2, 4096, 40],
  ['m1.large', 4, 8192, 80],
  ['m1.xlarge', 8, 16384, 160],
  ['c2.large', 8, 8192, 40],
  ['r2.large', 4, 32768, 80],
];

const images: [name: string, distro: string, size: number][] = [
  ['ubuntu-24.04', 'ubuntu', 628_621_312],
  ['ubuntu-22.04', 'ubuntu', 651_165_696],
  ['debian-12', 'debian', 347_996_160],
  ['rocky-9', 'rocky', 1_073_741_824],
];

/** What servers of product teams are called. */
const purposes = [
  'web',
  'api',
  'worker',
  'db',
  'cache',
  'queue',
  'cron',
  'build',
  'jump',
  'test',
];

/** Why servers that nobody uses are still there, as their owners put it. */
const excuses = ['for future use', 'for operation', 'for a cron script'];

/** A region with its share of the company's servers, and what they need: the same for the same seed and time. */
export function seedRegion(
  name: string,
  company: Company,
  now: number,
  adminProjectId: string,
): Region {
  const { seed } = company.options;
  const region = new Region(name, seed);
  for (const [flavor, vcpus, ram, disk] of flavors) {
    const id = idFor(seed, name, 'flavor', flavor);
    region.flavors.push({ id, name: flavor, vcpus, ram, disk });
  }
  for (const [image, osDistro, size] of images) {
    region.images.add({
      id: new Random(`${seed}/${name}/image/${image}`).uuid(),
      name: image,
      osDistro,
      size,
      createdAt: now - 200 * day,
      updatedAt: now - 200 * day,
      diskFormat: 'qcow2',
      containerFormat: 'bare',
      minDisk: 10,
      minRam: 1024,
      status: 'active',
      properties: {},
    });
  }
  const random = new Random(`${seed}/${name}/networks`);
  const builtIn = { projectId: adminProjectId, createdAt: now - 300 * day };
  addNetwork(region, random, {
    ...builtIn,
    name: 'public',
    cidr: '203.0.113.0/24',
    external: true,
  });
  addNetwork(region, random, {
    ...builtIn,
    name: 'shared',
    cidr: '10.64.0.0/16',
    shared: true,
  });
  new ServerSeeder(region, company, now).run();
  return region;
}

/** How many of the company's servers are in which region. */
function shareOf(company: Company, name: string): number {
  const { regions } = company;
  const homes = company.projects.flatMap(project => project.regions);
  const share = (region: string) =>
    Math.round(
      (company.options.servers * homes.filter(home => home === region).length) /
        Math.max(1, homes.length),
    );
  const others = regions.slice(0, -1).reduce((sum, one) => sum + share(one), 0);
  return name === regions[regions.length - 1]
    ? company.options.servers - others
    : share(name);
}

class ServerSeeder {
  private readonly random: Random;
  private readonly members = new Map<string, string[]>();
  private readonly counts = new Map<string, number>();
  private readonly homes = new Map<string, Network>();

  constructor(
    private readonly region: Region,
    private readonly company: Company,
    private readonly now: number,
  ) {
    this.random = new Random(`${company.options.seed}/${region.name}/servers`);
    for (const { id, teams } of company.people) {
      for (const team of teams) {
        this.members.set(team, [...(this.members.get(team) ?? []), id]);
      }
    }
  }

  run() {
    const { random, region, company, now } = this;
    const projects = company.projects.filter(({ regions }) =>
      regions.includes(region.name),
    );
    if (projects.length === 0) return;
    const count = shareOf(company, region.name);
    const hosts = Math.max(4, Math.ceil(count / 25));
    for (let i = 1; i <= hosts; i++) {
      region.hosts.push(`compute-${i}.${region.name}`);
    }
    for (const { id } of projects) {
      region.defaultSecurityGroup(id, now - 300 * day);
    }
    const order: string[] = [];
    for (let index = count - 1; index >= 0; index--) {
      const project =
        projects[Math.floor(random.next() ** 1.6 * projects.length)];
      const age = Math.floor(((index + 1) * 700 * day) / count);
      const broken = index === Math.floor(count / 3);
      order.push(this.addServer(project, now - age, broken).id);
    }
    region.order.push(...order.reverse());
  }

  /** Adds a server that was created then. Some are in no good state, some are kept for no good reason. */
  private addServer(
    project: SeedProject,
    createdAt: number,
    broken: boolean,
  ): Server {
    const { random, region } = this;
    const home = this.homes.get(project.id) ?? this.addHome(project);
    const number = (this.counts.get(project.id) ?? 0) + 1;
    this.counts.set(project.id, number);
    const userId = random.pick(
      this.members.get(project.team ?? '') ?? [this.company.people[0].id],
    );
    const isStopped = !random.chance(0.86);
    const isIdle = !project.team || (isStopped && random.chance(0.7));
    const vm = isStopped ? 'stopped' : 'active';
    const server = region.servers.add({
      id: random.uuid(),
      number: region.servers.size + 1,
      name: `${project.name}-${random.pick(purposes)}-${number}`,
      projectId: project.id,
      userId,
      flavor: random.pick(region.flavors),
      imageId: random.pick(region.images.values()).id,
      host: region.hosts[region.servers.size % region.hosts.length],
      createdAt,
      updatedAt: createdAt + 30_000,
      launchedAt: createdAt + 30_000,
      vm: broken ? 'error' : vm,
      task: null,
      metadata: isIdle ? { purpose: random.pick(excuses) } : {},
      tags: [],
      description: project.team ? null : project.description,
      keyName: null,
      securityGroups: ['default'],
      actions: [],
    });
    addServerPort(region, random, server, home.id);
    if (random.chance(0.3)) this.addVolume(project.id, userId, server);
    if (random.chance(0.04)) this.addVolume(project.id, userId);
    return server;
  }

  /** The network of a project; some have a way out, and an address that waits for a use. */
  private addHome(project: SeedProject): Network {
    const { random, region } = this;
    const createdAt = this.now - 300 * day;
    const [outside] = region.networks.values();
    const home = addNetwork(region, random, {
      name: `${project.name}-net`,
      projectId: project.id,
      cidr: `10.${1 + ((region.networks.size - 2) % 60)}.0.0/16`,
      createdAt,
    });
    this.homes.set(project.id, home);
    if (!random.chance(0.4)) return home;
    const [subnet] = region.subnets.by('network', home.id);
    const gateway = region.takeAddress(outside.id);
    const router = region.routers.add({
      id: random.uuid(),
      name: `${project.name}-router`,
      projectId: project.id,
      gateway: gateway && { networkId: outside.id, ...gateway },
      createdAt,
    });
    region.ports.add({
      id: random.uuid(),
      name: '',
      projectId: project.id,
      networkId: home.id,
      subnetId: subnet.id,
      address: subnet.gateway ?? undefined,
      mac: macOf(random),
      deviceId: router.id,
      deviceOwner: 'network:router_interface',
      securityGroupIds: [],
      createdAt,
    });
    const address = random.chance(0.5) && region.takeAddress(outside.id);
    if (address) {
      region.floatingIps.add({
        id: random.uuid(),
        projectId: project.id,
        networkId: outside.id,
        address: address.address,
        description: '',
        createdAt,
      });
    }
    return home;
  }

  private addVolume(projectId: string, userId: string, server?: Server) {
    const { random, region } = this;
    const id = random.uuid();
    const createdAt = server?.createdAt ?? this.now - random.int(30, 600) * day;
    region.volumes.add({
      id,
      name: server ? `data-${id.slice(0, 6)}` : `old-data-${id.slice(0, 6)}`,
      description: null,
      projectId,
      userId,
      size: random.pick([10, 20, 50, 100, 200]),
      status: server ? 'in-use' : 'available',
      serverId: server?.id,
      attachmentId: server && random.uuid(),
      attachedAt: server && createdAt,
      metadata: {},
      createdAt,
      updatedAt: createdAt,
    });
  }
}
