import { aCluster } from '@flytower/cloud-react/testUtils';
import { provisioningSteps } from './provisioningSteps';

const pools = [
  { name: 'cp', roles: ['control-plane' as const], desired: 1, ready: 0 },
  { name: 'workers', roles: ['worker' as const], desired: 2, ready: 0 },
];
const node = (state: 'provisioning' | 'not-ready' | 'ready', name = state) => ({
  name,
  roles: [],
  state,
});
const seen = (over: Parameters<typeof aCluster>[0]) =>
  provisioningSteps(
    aCluster({
      state: 'provisioning',
      pools,
      nodes: { total: 3, ready: 0 },
      ...over,
    }),
  );
const states = (over: Parameters<typeof aCluster>[0]) =>
  seen(over).map(({ state }) => state);

describe('the steps of a new cluster', () => {
  it('begin with waiting for machines, in the words of Rancher', () => {
    const steps = seen({
      nodeList: [node('provisioning')],
      message: 'waiting for infrastructure ready',
    });
    expect(steps.map(({ state }) => state)).toEqual([
      'done',
      'active',
      'waiting',
      'waiting',
      'waiting',
    ]);
    expect(steps[1]).toMatchObject({
      count: 0,
      desired: 3,
      message: 'waiting for infrastructure ready',
    });
  });

  it('go on once all machines are there', () => {
    expect(
      states({
        nodeList: ['a', 'b', 'c'].map(name => ({
          ...node('not-ready'),
          name,
        })),
      }),
    ).toEqual(['done', 'done', 'active', 'waiting', 'waiting']);
  });

  it('are nearly over when the cluster reports', () => {
    expect(
      states({ conditions: [{ type: 'Connected', status: 'True' }] }),
    ).toEqual(['done', 'done', 'done', 'done', 'active']);
  });

  it('say where it failed', () => {
    expect(states({ state: 'failed' })[1]).toBe('failed');
  });

  it('are all done when the cluster is active', () => {
    expect(new Set(states({ state: 'active' }))).toEqual(new Set(['done']));
  });
});
