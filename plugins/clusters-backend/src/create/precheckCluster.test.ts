import type { Project, ProjectCapacity } from '@flytower/cloud-common/projects';
import type { ClusterRequest } from './clusterPlan';
import { clusterProblems, type ClusterSurroundings } from './precheckCluster';

const request: ClusterRequest = {
  projectId: 'p1',
  name: 'shop',
  description: '',
  region: 'north',
  version: 'v1.33.5+rke2r1',
  controlPlane: { count: 3, flavor: 'm1.medium' },
  workers: { count: 2, flavor: 'm1.large' },
  addons: [],
};

const capacity: ProjectCapacity = {
  projectId: 'p1',
  regions: ['north', 'south'],
  flavors: [flavor('m1.medium', 2, 4096), flavor('m1.large', 4, 8192)],
  quota: [
    { region: 'north', name: 'instances', limit: 10, used: 4 },
    { region: 'north', name: 'cores', limit: 20, used: 4 },
    { region: 'north', name: 'ram', limit: 65_536, used: 0 },
    { region: 'south', name: 'cores', limit: 0, used: 0 },
  ],
};

const surroundings: ClusterSurroundings = {
  rancher: {
    name: 'main',
    title: 'Rancher',
    url: 'https://rancher.example',
    token: '',
    namespace: 'fleet-default',
    openstack: {
      cloud: 'main',
      cloudCredential: 'cattle-global-data:cc',
      image: 'ubuntu',
      network: 'net',
      sshUser: 'ubuntu',
    },
  },
  releases: [{ version: 'v1.33.5+rke2r1', recommended: true }],
  addons: ['cert-manager'],
  nameIsTaken: false,
  project: project(),
  capacity,
};

describe('the precheck of a cluster', () => {
  it('has nothing against a cluster that fits', () => {
    expect(clusterProblems(request, surroundings)).toEqual([]);
  });

  it.each<
    [
      string,
      Partial<ClusterRequest>,
      Partial<ClusterSurroundings>,
      string,
      RegExp,
    ]
  >([
    ['a taken name', {}, { nameIsTaken: true }, 'name', /exists already/],
    ['a name of Rancher', { name: 'c-abcde' }, {}, 'name', /keeps names/],
    [
      'an unknown version',
      { version: 'v1.20.0+rke2r1' },
      {},
      'version',
      /choose one of v1.33.5/,
    ],
    ['an unknown region', { region: 'east' }, {}, 'region', /north, south/],
    [
      'an unknown flavor',
      { workers: { count: 1, flavor: 'huge' } },
      {},
      'workers.flavor',
      /no flavor "huge"/,
    ],
    ['an unknown add-on', { addons: ['nope'] }, {}, 'addons', /"nope"/],
    [
      'more machines than the quota leaves',
      { workers: { count: 9, flavor: 'm1.medium' } },
      {},
      'workers.count',
      /12 instances, but only 6 instances/,
    ],
    [
      'more cores than the quota leaves',
      { workers: { count: 3, flavor: 'm1.large' } },
      {},
      'workers.count',
      /18 cores, but only 16 cores/,
    ],
    [
      'a project of another OpenStack',
      {},
      { project: project({ cloud: 'lab' }) },
      'projectId',
      /"lab"/,
    ],
    [
      'a disabled project',
      {},
      { project: project({ enabled: false }) },
      'projectId',
      /disabled/,
    ],
  ])('refuses %s', (_, input, around, field, message) => {
    const problems = clusterProblems(
      { ...request, ...input },
      { ...surroundings, ...around },
    );
    expect(problems).toContainEqual({
      severity: 'blocks',
      field,
      message: expect.stringMatching(message),
    });
  });

  it('warns, and does not refuse, when the quota cannot be read', () => {
    expect(
      clusterProblems(request, { ...surroundings, capacity: undefined }),
    ).toEqual([expect.objectContaining({ severity: 'warns' })]);
  });

  it('does not count against an unlimited quota', () => {
    const problems = clusterProblems(
      { ...request, workers: { count: 90, flavor: 'm1.large' } },
      {
        ...surroundings,
        capacity: {
          ...capacity,
          quota: capacity.quota.map(item => ({ ...item, limit: -1 })),
        },
      },
    );
    expect(problems).toEqual([]);
  });
});

function flavor(name: string, vcpus: number, ramMiB: number) {
  return { id: name, name, region: 'north', vcpus, ramMiB, diskGiB: 20 };
}

function project(overrides: Partial<Project> = {}): Project {
  return {
    id: 'p1',
    name: 'checkout-prod',
    description: '',
    cloud: 'main',
    domain: 'company',
    enabled: true,
    regions: ['north'],
    tags: [],
    entityRef: 'system:default/checkout-prod',
    owners: [],
    readers: [],
    members: [],
    counts: { servers: 0, volumes: 0, networks: 0 },
    quota: [],
    allowedOperations: [],
    ...overrides,
  };
}
