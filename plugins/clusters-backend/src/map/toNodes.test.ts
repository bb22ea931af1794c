import { rancherKinds } from '@flytower/cloud-node/upstream/rancher';
import { downstreamToNode, machineToNode, mergeNodes } from './toNodes';

const machine = (status: object | undefined, metadata: object = {}) =>
  rancherKinds.machine.schema.parse({
    metadata: {
      name: 'shop-workers-0',
      labels: {
        'rke.cattle.io/worker-role': 'true',
        'rke.cattle.io/rke-machine-pool-name': 'workers',
      },
      ...metadata,
    },
    spec: { clusterName: 'shop' },
    status,
  });

const healthy = (status: string, message = '') => [
  { type: 'NodeHealthy', status, message },
];

const node = (ready: string, unschedulable = false) =>
  downstreamToNode(
    rancherKinds.downstreamNode.schema.parse({
      metadata: { name: 'shop-workers-0' },
      spec: { unschedulable },
      status: {
        conditions: [{ type: 'Ready', status: ready, message: 'kubelet' }],
        nodeInfo: { kubeletVersion: 'v1.33.5+rke2r1' },
        addresses: [{ type: 'InternalIP', address: '192.0.2.7' }],
      },
    }),
  );

describe('the nodes of a cluster', () => {
  it.each([
    ['ready', { phase: 'Running', conditions: healthy('True') }],
    ['not-ready', { phase: 'Running', conditions: healthy('False', 'gone') }],
    ['unknown', { phase: 'Running', conditions: healthy('Unknown') }],
    ['provisioning', { phase: 'Provisioning' }],
    ['provisioning', undefined],
    ['removing', { phase: 'Deleting' }],
    ['not-ready', { phase: 'Failed' }],
    ['unknown', { phase: 'SomethingNew' }],
  ])('are %s by their machine', (state, status) => {
    expect(machineToNode(machine(status))).toMatchObject({
      state,
      pool: 'workers',
      roles: ['worker'],
    });
  });

  it.each([
    ['ready', 'True', false],
    ['not-ready', 'False', false],
    ['unknown', 'Unknown', false],
    ['cordoned', 'True', true],
  ])('are %s by their own word', (state, ready, unschedulable) => {
    expect(node(ready, unschedulable).state).toBe(state);
  });

  it('are one list: the pool of the machine, the health of the node', () => {
    const running = { phase: 'Running', nodeRef: { name: 'shop-workers-0' } };
    const merged = mergeNodes(
      [machineToNode(machine(running))],
      [node('False')],
    );
    expect(merged).toEqual([
      expect.objectContaining({
        name: 'shop-workers-0',
        state: 'not-ready',
        pool: 'workers',
        version: 'v1.33.5+rke2r1',
        address: '192.0.2.7',
        message: 'kubelet',
      }),
    ]);
  });
});
