import type { Company } from '../company/types';
import { idFor, Random } from '../company/random';
import type { Flavor, Image, Network, Quota, Server, Volume } from './types';

const hour = 3_600_000;
const day = 24 * hour;

const flavorSeeds: [name: string, vcpus: number, ram: number, disk: number][] =
  [
    ['m1.small', 1, 2048, 20],
    ['m1.medium', 2, 4096, 40],
    ['m1.large', 4, 8192, 80],
    ['m1.xlarge', 8, 16384, 160],
    ['c2.large', 8, 8192, 40],
    ['r2.large', 4, 32768, 80],
  ];

const imageSeeds: [name: string, distro: string, size: number][] = [
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

/** One region: the servers, networks, volumes, images and flavors in it. Newest servers first, as Nova lists them. */
export class Region {
  readonly servers = new Map<string, Server>();
  /** Ids, newest first. */
  order: string[] = [];
  readonly flavors: Flavor[];
  readonly images: Image[];
  readonly networks = new Map<string, Network>();
  readonly volumes = new Map<string, Volume>();
  private readonly serversOf = new Map<string, Server[]>();
  private readonly attached = new Map<string, Volume[]>();
  readonly quotas = new Map<string, Quota>();

  constructor(
    readonly name: string,
    company: Company,
    now: number,
    adminProjectId: string,
  ) {
    const { seed } = company.options;
    this.flavors = flavorSeeds.map(([flavor, vcpus, ram, disk]) => ({
      id: idFor(seed, name, 'flavor', flavor),
      name: flavor,
      vcpus,
      ram,
      disk,
    }));
    this.images = imageSeeds.map(([image, osDistro, size]) => ({
      id: new Random(`${seed}/${name}/image/${image}`).uuid(),
      name: image,
      osDistro,
      size,
      createdAt: now - 200 * day,
    }));
    this.addNetwork(seed, 'public', adminProjectId, '203.0.113.0/24', now, {
      external: true,
    });
    this.addNetwork(seed, 'shared', adminProjectId, '10.64.0.0/16', now, {
      shared: true,
    });
    this.seedServers(company, now);
  }

  add(server: Server) {
    this.keep(server);
    this.order.unshift(server.id);
  }

  /** Volumes that are attached to a server. */
  volumesOf(serverId: string): Volume[] {
    return this.attached.get(serverId) ?? [];
  }

  private keep(server: Server) {
    this.servers.set(server.id, server);
    const ofProject = this.serversOf.get(server.projectId) ?? [];
    ofProject.push(server);
    this.serversOf.set(server.projectId, ofProject);
  }

  /** What a project uses at this moment. */
  usage(projectId: string) {
    const servers = (this.serversOf.get(projectId) ?? []).filter(
      ({ state }) => state !== 'deleted',
    );
    const volumes = [...this.volumes.values()].filter(
      volume => volume.projectId === projectId,
    );
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
    return {
      instances: servers.length,
      cores: sum(servers.map(({ flavor }) => flavor.vcpus)),
      ram: sum(servers.map(({ flavor }) => flavor.ram)),
      volumes: volumes.length,
      gigabytes: sum(volumes.map(({ size }) => size)),
      network: [...this.networks.values()].filter(
        network => network.projectId === projectId,
      ).length,
      floatingip: 0,
    };
  }

  quota(projectId: string): Quota {
    const known = this.quotas.get(projectId);
    if (known) return known;
    const used = this.usage(projectId);
    const instances = Math.ceil((used.instances * 1.5 + 20) / 10) * 10;
    const quota = {
      instances,
      cores: Math.max(instances * 4, Math.ceil(used.cores * 1.4)),
      ram: Math.max(instances * 8192, Math.ceil(used.ram * 1.4)),
      volumes: 50,
      gigabytes: Math.max(2000, used.gigabytes * 2),
      network: 20,
      floatingip: 20,
    };
    this.quotas.set(projectId, quota);
    return quota;
  }

  private addNetwork(
    seed: number,
    name: string,
    projectId: string,
    cidr: string,
    now: number,
    { shared = false, external = false } = {},
  ): Network {
    const random = new Random(
      `${seed}/${this.name}/network/${projectId}/${name}`,
    );
    const network = {
      id: random.uuid(),
      subnetId: random.uuid(),
      name,
      projectId,
      cidr,
      shared,
      external,
      createdAt: now - 300 * day,
    };
    this.networks.set(network.id, network);
    return network;
  }

  /** The region's share of the company's servers: the bigger a project the more, and a few in no good state. */
  private seedServers(company: Company, now: number) {
    const { seed } = company.options;
    const random = new Random(`${seed}/${this.name}/servers`);
    const projects = company.projects.filter(({ regions }) =>
      regions.includes(this.name),
    );
    if (projects.length === 0) return;
    const weights = company.projects.flatMap(project => project.regions);
    const share =
      weights.filter(region => region === this.name).length / weights.length;
    const isLast = company.regions[company.regions.length - 1] === this.name;
    const count = isLast
      ? company.options.servers -
        company.regions.slice(0, -1).reduce((sum, region) => {
          const other =
            weights.filter(name => name === region).length / weights.length;
          return sum + Math.round(company.options.servers * other);
        }, 0)
      : Math.round(company.options.servers * share);

    const numbers = new Map<string, number>();
    const created = Array.from(
      { length: count },
      (_, index) => now - Math.floor(((index + 1) * 700 * day) / count),
    );
    for (let index = count - 1; index >= 0; index--) {
      const project =
        projects[Math.floor(random.next() ** 1.6 * projects.length)];
      const network =
        [...(this.networksOf.get(project.id) ?? [])][0] ??
        this.rememberNetwork(
          project.id,
          this.addNetwork(
            seed,
            `${project.name}-net`,
            project.id,
            `10.${1 + (this.networks.size % 200)}.0.0/24`,
            now,
          ),
        );
      const number = (numbers.get(project.id) ?? 0) + 1;
      numbers.set(project.id, number);
      const createdAt = created[index];
      const id = random.uuid();
      const state = random.chance(0.86) ? 'active' : 'stopped';
      this.keep({
        id,
        name: `${project.name}-${random.pick(purposes)}-${number}`,
        projectId: project.id,
        userId: company.people[0].id,
        flavor: random.pick(this.flavors),
        imageId: random.pick(this.images).id,
        networkId: network.id,
        address: `${network.cidr.split('.').slice(0, 2).join('.')}.${Math.floor(
          number / 250,
        )}.${(number % 250) + 4}`,
        createdAt,
        updatedAt: createdAt + 40_000,
        builtAt: createdAt + 30_000,
        state: index === Math.floor(count / 3) ? 'error' : state,
        metadata: {},
        tags: [],
        description: project.team ? null : project.description,
        keyName: null,
        actions: [],
      });
      this.order.push(id);
      if (random.chance(0.3))
        this.addVolume(random, id, project.id, createdAt, company.people[0].id);
    }
    this.order.reverse();
  }

  private readonly networksOf = new Map<string, Network[]>();

  private rememberNetwork(projectId: string, network: Network): Network {
    this.networksOf.set(projectId, [network]);
    return network;
  }

  private addVolume(
    random: Random,
    serverId: string,
    projectId: string,
    createdAt: number,
    userId: string,
  ) {
    const id = random.uuid();
    const volume = {
      id,
      name: `data-${id.slice(0, 6)}`,
      projectId,
      userId,
      size: random.pick([10, 20, 50, 100, 200]),
      serverId,
      createdAt,
    };
    this.volumes.set(id, volume);
    this.attached.set(serverId, [volume]);
  }
}
