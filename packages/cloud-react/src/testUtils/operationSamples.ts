import type {
  Finding,
  Operation,
  OperationDefinition,
} from '@flytower/cloud-common/operations';

const cluster = {
  type: 'cluster' as const,
  id: 'main.checkout-prod',
  title: 'Checkout production',
  entityRef: 'resource:default/main.checkout-prod',
};

/** An operation that somebody runs. @public */
export function anOperation(overrides: Partial<Operation> = {}): Operation {
  return {
    id: 'op1',
    plugin: 'clusters',
    kind: 'replace-node',
    title: 'Replace node',
    target: cluster,
    risk: 'disruptive',
    state: 'running',
    requester: 'user:default/ines.duarte',
    reason: 'It does not answer',
    input: { clusterId: cluster.id, node: 'w1' },
    message: 'Waiting for the new node',
    steps: [
      { name: 'Drain', state: 'done' },
      { name: 'New node', state: 'running', message: 'Server is being built' },
      { name: 'Remove', state: 'waiting' },
    ],
    upstream: {},
    createdAt: '2026-11-23T01:00:00.000Z',
    startedAt: '2026-11-23T01:00:01.000Z',
    allowedActions: [],
    ...overrides,
  };
}

/** Something that needs attention, and an operation that would settle it. @public */
export function aFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    id: 'f1',
    plugin: 'clusters',
    kind: 'node-not-ready',
    subject: cluster,
    part: 'w1',
    severity: 'critical',
    message: 'Node w1 is not ready',
    evidence: [{ label: 'Pool', value: 'workers' }],
    owner: 'group:default/checkout',
    state: 'open',
    since: '2026-11-23T00:00:00.000Z',
    openedAt: '2026-11-23T00:02:00.000Z',
    updatedAt: '2026-11-23T00:02:00.000Z',
    policy: 'suggest',
    suggestions: [
      {
        plugin: 'clusters',
        operation: 'replace-node',
        title: 'Replace node w1',
        risk: 'disruptive',
        input: { clusterId: cluster.id, node: 'w1' },
      },
    ],
    ...overrides,
  };
}

/** An operation that can be asked for. @public */
export function aDefinition(
  overrides: Partial<OperationDefinition> = {},
): OperationDefinition {
  return {
    plugin: 'clusters',
    id: 'replace-node',
    title: 'Replace node',
    description: 'Drains a node, removes it and makes a new one.',
    target: 'cluster',
    targetField: 'clusterId',
    risk: 'disruptive',
    idempotent: false,
    bulk: false,
    confirm: false,
    inputSchema: {
      type: 'object',
      properties: {
        clusterId: { type: 'string', description: 'Id of the cluster' },
        node: { type: 'string', description: 'Name of the node' },
      },
      required: ['clusterId', 'node'],
    },
    examples: [],
    ...overrides,
  };
}
