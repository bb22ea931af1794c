import { createHash } from 'node:crypto';
import type { Company, SeedProject } from '../company/types';
import type { DeprecatedApi } from '../kubernetes/Cluster';
import { seedAddons } from './charts';

export interface SeedPool {
  name: string;
  count: number;
  flavor: string;
  roles: ('control-plane' | 'etcd' | 'worker')[];
}

/** A cluster that is there from the start. */
export interface SeedCluster {
  name: string;
  description: string;
  project: SeedProject;
  region: string;
  version: string;
  pools: SeedPool[];
  /** Add-ons with the versions that are installed. */
  addons: { name: string; version: string; failing?: boolean }[];
  /** What is wrong with it. */
  trouble?: 'broken-node' | 'lost-agent';
  /** Days since the last snapshot of etcd, where the schedule has not been kept. */
  lastSnapshot?: number;
  /** Days until its certificates expire, where nobody has rotated them. */
  certificatesLeft?: number;
  /** A pod on its first worker must not be disrupted. */
  guarded?: boolean;
  deprecatedApis?: DeprecatedApi[];
  /** Functions run here. */
  functions: boolean;
  createdAt: number;
}

const day = 86_400_000;
const shortEnvironment = {
  production: 'prod',
  staging: 'stage',
  development: 'dev',
} as const;

/** Names of the clusters that functions run on, by region. */
export const functionPlatforms = ['functions-north', 'functions-south'];

const newest = 'v1.34.1+rke2r1';
const usual = 'v1.33.5+rke2r1';
const older = 'v1.32.8+rke2r1';
const behind = 'v1.31.9+rke2r1';

/** What somebody's tool still asks the oldest clusters for. */
const deprecatedApis: DeprecatedApi[] = [
  {
    group: 'flowcontrol.apiserver.k8s.io',
    version: 'v1beta3',
    resource: 'flowschemas',
    removedRelease: '1.32',
  },
];

/** A number from 0 to below 1 that is the same for the same words. */
function shareOf(...words: (string | number)[]): number {
  const digest = createHash('sha256').update(words.join(' ')).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}

function pick<T>(from: readonly T[], ...words: (string | number)[]): T {
  return from[Math.floor(shareOf(...words) * from.length)];
}

/** The clusters of a company: the same for the same company and day. */
export function seedClusters(company: Company, now: number): SeedCluster[] {
  const { seed, clusters: count } = company.options;
  const platform = platformProject(company);
  if (!platform) return [];
  const platforms = functionPlatforms
    .slice(0, Math.min(count, company.regions.length))
    .map((name, index) =>
      functionPlatform(name, index, company, platform, now),
    );
  const owned = inTurns(company, platform);
  const names = new Set(functionPlatforms);
  const others = Array.from(
    { length: count - platforms.length },
    (_, index) => {
      const project = owned[index % owned.length] ?? platform;
      const name = freeName(
        `${project.team ?? 'platform'}-${
          shortEnvironment[project.environment]
        }`,
        names,
      );
      return ordinaryCluster({ name, index, project, company, now });
    },
  );
  for (const cluster of others)
    cluster.createdAt -= Math.floor(shareOf(seed, cluster.name, 'hour') * day);
  return [...others, ...platforms];
}

function platformProject(company: Company): SeedProject | undefined {
  const team = company.teams.find(({ kind }) => kind === 'platform')?.name;
  const owned = company.projects.filter(project => project.team === team);
  return (
    owned.find(({ environment }) => environment === 'production') ??
    owned[0] ??
    company.projects[0]
  );
}

/**
 * Projects in the order in which they get clusters: each team one, then each a second one. The first teams begin with
 * production, the others with whatever comes.
 */
function inTurns(company: Company, platform: SeedProject): SeedProject[] {
  const byTeam = company.teams
    .map(({ name }) =>
      company.projects.filter(
        project => project.team === name && project !== platform,
      ),
    )
    .filter(projects => projects.length);
  const most = Math.max(0, ...byTeam.map(projects => projects.length));
  const turns = Array.from({ length: most }, (_, turn) =>
    byTeam.flatMap((projects, team) => {
      if (turn >= projects.length) return [];
      return [projects[(turn + (team < 4 ? 0 : team)) % projects.length]];
    }),
  );
  return turns.flat();
}

function freeName(wanted: string, names: Set<string>): string {
  let name = wanted;
  for (let number = 2; names.has(name); number++) name = `${wanted}-${number}`;
  names.add(name);
  return name;
}

function functionPlatform(
  name: string,
  index: number,
  company: Company,
  project: SeedProject,
  now: number,
): SeedCluster {
  const region = company.regions[index];
  return {
    name,
    description: `Runs the company's functions in region ${region}`,
    project,
    region,
    version: usual,
    pools: pools(3, 5, 'm1.xlarge'),
    addons: addons(['cert-manager', 'ingress-nginx', 'rancher-monitoring']),
    functions: true,
    createdAt: now - (420 + index * 13) * day,
  };
}

interface Place {
  name: string;
  index: number;
  project: SeedProject;
  company: Company;
  now: number;
}

function ordinaryCluster(place: Place): SeedCluster {
  const { name, index, project, company, now } = place;
  const { seed } = company.options;
  const region = project.regions[0] ?? company.regions[0];
  const production = project.environment === 'production';
  const workers = 2 + Math.floor(shareOf(seed, name, 'workers') * 8);
  const flavor = pick(['m1.large', 'm1.xlarge'], seed, name, 'flavor');
  const wanted = seedAddons
    .map(addon => addon.name)
    .filter(
      addon =>
        shareOf(seed, name, addon) < (addon === 'cert-manager' ? 0.8 : 0.35),
    );
  const cluster: SeedCluster = {
    name,
    description: `${project.environment} workloads of ${
      project.team ?? 'the platform'
    }`,
    project,
    region,
    version: pick([newest, usual, usual, older], seed, name, 'version'),
    pools: pools(production ? 3 : 1, workers, flavor),
    addons: addons(wanted, `${seed} ${name}`),
    functions: false,
    createdAt: now - Math.floor(20 + shareOf(seed, name, 'age') * 700) * day,
  };
  return special(cluster, index);
}

/** The first few have each something that the portal must show well; further on it is found now and then. */
function special(cluster: SeedCluster, index: number): SeedCluster {
  switch (index < 10 ? index : index % 97) {
    case 1:
      return {
        ...cluster,
        addons: [
          { name: 'cert-manager', version: 'v1.16.5' },
          ...cluster.addons.filter(({ name }) => name !== 'cert-manager'),
        ],
      };
    case 2:
      return { ...cluster, trouble: 'broken-node' };
    case 4:
      return { ...cluster, trouble: 'lost-agent' };
    case 5:
      return { ...cluster, version: behind, deprecatedApis };
    case 6:
      return { ...cluster, lastSnapshot: 9 };
    case 7:
      return {
        ...cluster,
        version: usual,
        pools: pools(1, 2, 'm1.medium'),
        addons: [
          ...addons(['cert-manager']),
          { name: 'loki', version: '6.36.1', failing: true },
        ],
      };
    case 8:
      return { ...cluster, certificatesLeft: 12 };
    case 9:
      return { ...cluster, version: usual, guarded: true };
    default:
      return cluster;
  }
}

function pools(servers: number, workers: number, flavor: string): SeedPool[] {
  return [
    {
      name: 'control-plane',
      count: servers,
      flavor: 'm1.large',
      roles: ['control-plane', 'etcd'],
    },
    { name: 'workers', count: workers, flavor, roles: ['worker'] },
  ];
}

function addons(names: string[], salt?: string): SeedCluster['addons'] {
  return names.map(name => {
    const versions = seedAddons.find(addon => addon.name === name)?.versions;
    const version = salt
      ? pick(versions ?? [], salt, name, 'version')
      : versions?.[0];
    return { name, version: version ?? '' };
  });
}
