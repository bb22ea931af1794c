import type { FunctionAnswer } from '@flytower/cloud-common/functions';
import type { Operation } from '@flytower/cloud-common/operations';
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

export function anOperation(over: Partial<Operation> = {}): Operation {
  return {
    id: 'op-1',
    plugin: 'clusters',
    kind: 'create-cluster',
    title: 'Create cluster',
    target: { type: 'project', id: 'p1', title: 'checkout-prod' },
    risk: 'change',
    state: 'running',
    requester: 'user:default/ines.duarte',
    reason: '',
    input: {},
    steps: [],
    upstream: {},
    createdAt: '2026-01-05T08:00:00Z',
    allowedActions: [],
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
