import type { Project, ProjectCapacity } from '@flytower/cloud-common/projects';

export const checkout: Project = {
  id: 'p-checkout',
  name: 'checkout-prod',
  description: '',
  cloud: 'main',
  domain: 'company',
  enabled: true,
  regions: ['north'],
  tags: ['pci'],
  environment: 'production',
  entityRef: 'system:default/checkout-prod',
  owner: 'group:default/checkout',
  owners: ['group:default/checkout'],
  readers: ['group:default/checkout', 'group:default/payments'],
  members: [
    {
      ref: 'user:default/zoe.auditor',
      kind: 'user',
      name: 'zoe.auditor',
      roles: ['auditor'],
    },
  ],
  counts: { servers: 0, volumes: 0, networks: 0 },
  quota: [],
  allowedOperations: [],
};

export const capacity: ProjectCapacity = {
  projectId: checkout.id,
  regions: ['north', 'south'],
  flavors: [
    {
      id: '1',
      name: 'm1.large',
      region: 'north',
      vcpus: 4,
      ramMiB: 8192,
      diskGiB: 40,
    },
  ],
  quota: [{ region: 'north', name: 'cores', limit: 40, used: 0 }],
};

export const newCluster = {
  projectId: checkout.id,
  name: 'shop-new',
  region: 'north',
  version: 'v1.33.5+rke2r1',
  controlPlane: { count: 1, flavor: 'm1.large' },
  workers: { count: 2, flavor: 'm1.large' },
};
