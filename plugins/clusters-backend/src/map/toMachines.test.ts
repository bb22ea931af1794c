import { rancherKinds } from '@flytower/cloud-node/upstream/rancher';
import { toMachine, toPools } from './toMachines';

const machine = (name: string, status: object, metadata: object = {}) =>
  toMachine(
    rancherKinds.machine.schema.parse({
      metadata: {
        name,
        uid: `uid-${name}`,
        labels: {
          'rke.cattle.io/worker-role': 'true',
          'rke.cattle.io/rke-machine-pool-name': 'workers',
        },
        ...metadata,
      },
      spec: { clusterName: 'shop' },
      status,
    }),
  );

const running = { phase: 'Running', nodeRef: { name: 'node-1' } };

describe('the machines of a cluster', () => {
  it('say since when they are not well, and why', () => {
    expect(
      machine('a', {
        ...running,
        conditions: [
          {
            type: 'NodeHealthy',
            status: 'False',
            message: 'Kubelet stopped posting node status.',
            lastTransitionTime: '2026-01-01T10:00:00Z',
          },
        ],
      }),
    ).toMatchObject({
      state: 'not-ready',
      node: 'node-1',
      pool: 'workers',
      roles: ['worker'],
      message: 'Kubelet stopped posting node status.',
      since: '2026-01-01T10:00:00Z',
    });
  });

  it('say what keeps them when they are to go', () => {
    expect(
      machine(
        'a',
        {
          ...running,
          phase: 'Deleting',
          conditions: [
            { type: 'NodeHealthy', status: 'Unknown', message: 'old news' },
            {
              type: 'Deleting',
              status: 'True',
              reason: 'DrainingNode',
              message: 'Drain not completed yet',
            },
          ],
        },
        { deletionTimestamp: '2026-01-01T11:00:00Z' },
      ),
    ).toMatchObject({
      state: 'removing',
      message: 'Drain not completed yet',
      since: '2026-01-01T11:00:00Z',
    });
  });

  it('fill their pools, without those that go', () => {
    const provisioning = rancherKinds.provisioningCluster.schema.parse({
      metadata: { name: 'shop' },
      spec: {
        rkeConfig: {
          machinePools: [{ name: 'workers', quantity: 2, workerRole: true }],
        },
      },
    });
    const going = machine('gone', { phase: 'Deleting' });
    const coming = machine('new', { phase: 'Provisioning' });
    const well = machine('well', {
      ...running,
      conditions: [{ type: 'NodeHealthy', status: 'True' }],
    });
    const deployment = rancherKinds.machineDeployment.schema.parse({
      metadata: {
        name: 'shop-workers',
        labels: { 'rke.cattle.io/rke-machine-pool-name': 'workers' },
      },
      spec: { clusterName: 'shop', replicas: 2 },
      status: { phase: 'ScalingUp' },
    });
    expect(toPools(provisioning, [going, coming, well], [deployment])).toEqual([
      {
        name: 'workers',
        roles: ['worker'],
        desired: 2,
        actual: 2,
        ready: 1,
        phase: 'ScalingUp',
      },
    ]);
  });
});
