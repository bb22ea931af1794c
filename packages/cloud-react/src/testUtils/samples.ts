import type { Freshness, Page } from '@flytower/cloud-common';
import type { ClusterAnswer } from '@flytower/cloud-common/clusters';
import type { FunctionAnswer } from '@flytower/cloud-common/functions';
import type { ProjectAnswer } from '@flytower/cloud-common/projects';

const owner = 'group:default/checkout';

/** A source that is all right. @public */
export function aFreshness(overrides: Partial<Freshness> = {}): Freshness {
  return {
    source: 'main',
    kind: 'openstack',
    state: 'fresh',
    observedAt: new Date().toISOString(),
    ...overrides,
  };
}

/** One page that holds all there is. @public */
export function aPage<T>(
  items: T[],
  overrides: Partial<Page<T>> = {},
): Page<T> {
  return {
    items,
    total: items.length,
    facets: {},
    freshness: [aFreshness()],
    ...overrides,
  };
}

/** @public */
export function aProject(
  overrides: Partial<ProjectAnswer> = {},
): ProjectAnswer {
  return {
    id: 'p1',
    name: 'checkout-production',
    description: 'Everything that checkout runs for customers',
    cloud: 'main',
    domain: 'company',
    enabled: true,
    regions: ['north'],
    tags: ['env:production'],
    environment: 'production',
    entityRef: 'system:default/checkout-production',
    owner,
    owners: [owner],
    readers: [owner],
    members: [
      { ref: owner, kind: 'group', name: 'checkout', roles: ['owner'] },
    ],
    counts: { servers: 12, volumes: 4, networks: 1 },
    quota: [
      { region: 'north', name: 'instances', limit: 20, used: 12 },
      { region: 'north', name: 'cores', limit: 64, used: 40 },
      { region: 'north', name: 'ram', limit: 131072, used: 65536 },
    ],
    allowedOperations: ['create-cluster', 'deploy-function'],
    freshness: [aFreshness()],
    ...overrides,
  };
}

/** @public */
export function aCluster(
  overrides: Partial<ClusterAnswer> = {},
): ClusterAnswer {
  return {
    id: 'main.checkout-prod',
    name: 'checkout-prod',
    displayName: 'Checkout production',
    description: '',
    source: 'main',
    rancherId: 'c-m-abcdefgh',
    entityRef: 'resource:default/main.checkout-prod',
    projectId: 'p1',
    projectName: 'checkout-production',
    projectRef: 'system:default/checkout-production',
    owner,
    owners: [owner],
    readers: [owner],
    region: 'north',
    environment: 'production',
    state: 'active',
    version: 'v1.33.5+rke2r1',
    nodes: { total: 3, ready: 3 },
    pools: [],
    allowedOperations: ['install-addon'],
    conditions: [],
    nodeList: [],
    addons: [],
    snapshots: [],
    links: [],
    freshness: [aFreshness({ kind: 'rancher' })],
    ...overrides,
  };
}

/** @public */
export function aFunction(
  overrides: Partial<FunctionAnswer> = {},
): FunctionAnswer {
  return {
    id: 'north.checkout.send-receipt',
    name: 'send-receipt',
    namespace: 'checkout',
    source: 'north',
    entityRef: 'component:default/north.checkout.send-receipt',
    projectId: 'p1',
    projectName: 'checkout-production',
    projectRef: 'system:default/checkout-production',
    owner,
    owners: [owner],
    readers: [owner],
    environment: 'production',
    runtime: 'node',
    invoke: 'http',
    state: 'ready',
    url: 'http://send-receipt.checkout.north.meridian.example',
    allowedOperations: ['invoke', 'read-logs', 'redeploy-function'],
    conditions: [],
    revisions: [],
    builds: [],
    freshness: [aFreshness({ kind: 'knative', source: 'north' })],
    ...overrides,
  };
}
