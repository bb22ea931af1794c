import type {
  ClusterAnswer,
  InstalledAddon,
} from '@flytower/cloud-common/clusters';
import type { FunctionAnswer } from '@flytower/cloud-common/functions';
import type { ProjectAnswer } from '@flytower/cloud-common/projects';

const owned = {
  owner: 'group:default/checkout',
  owners: ['group:default/checkout'],
  readers: ['group:default/checkout'],
  freshness: [],
};

export function aProject(over: Partial<ProjectAnswer> = {}): ProjectAnswer {
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
    members: [],
    counts: { servers: 0, volumes: 0, networks: 0 },
    quota: [],
    allowedOperations: ['create-cluster', 'deploy-function'],
    ...owned,
    ...over,
  };
}

export function aCluster(over: Partial<ClusterAnswer> = {}): ClusterAnswer {
  return {
    id: 'main.shop',
    name: 'shop',
    displayName: 'shop',
    description: '',
    source: 'main',
    entityRef: 'resource:default/main.shop',
    state: 'active',
    version: 'v1.34.2+rke2r1',
    nodes: { total: 3, ready: 3 },
    pools: [],
    allowedOperations: ['install-addon'],
    conditions: [],
    nodeList: [],
    addons: [],
    snapshots: [],
    links: [],
    ...owned,
    ...over,
  };
}

export function anAddon(over: Partial<InstalledAddon> = {}): InstalledAddon {
  return {
    name: 'cert-manager',
    chart: 'cert-manager',
    version: '1.19.1',
    namespace: 'cert-manager',
    state: 'ready',
    managed: true,
    ...over,
  };
}

export function aFunction(over: Partial<FunctionAnswer> = {}): FunctionAnswer {
  return {
    id: 'north.checkout.send-invoice',
    name: 'send-invoice',
    namespace: 'checkout',
    source: 'north',
    entityRef: 'component:default/north.checkout.send-invoice',
    invoke: 'http',
    state: 'ready',
    url: 'http://send-invoice.checkout.north.test',
    allowedOperations: ['invoke', 'read-logs', 'redeploy-function'],
    conditions: [],
    revisions: [],
    builds: [],
    ...owned,
    ...over,
  };
}
