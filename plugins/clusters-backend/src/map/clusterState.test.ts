import type { ConditionWire } from '@flytower/cloud-node/upstream/kubernetes';
import { clusterState, type ClusterSigns } from './clusterState';

const healthy: ClusterSigns = {
  removing: false,
  wasReady: true,
  provisioning: conditions({
    Updated: 'True',
    Provisioned: 'True',
    Ready: 'True',
  }),
  management: conditions({
    Connected: 'True',
    Provisioned: 'True',
    Ready: 'True',
  }),
  nodes: { total: 3, ready: 3, moving: 0 },
};

describe('the state of a cluster', () => {
  it.each<[string, Partial<ClusterSigns>, string, RegExp | undefined]>([
    ['active when everything is well', {}, 'active', undefined],
    [
      'removing before anything else',
      {
        removing: true,
        management: conditions({ Connected: 'False', Stalled: 'True' }),
      },
      'removing',
      undefined,
    ],
    [
      'agent-lost, not down, when Rancher no longer hears from it',
      {
        management: [
          ...conditions({ Connected: 'False', Provisioned: 'True' }),
          {
            type: 'Ready',
            status: 'False',
            reason: 'Disconnected',
            message: 'Cluster agent is not connected',
          },
        ],
        nodes: { total: 3, ready: 0, moving: 0 },
      },
      'agent-lost',
      /agent is not connected/,
    ],
    [
      'provisioning, not agent-lost, while it has never been connected',
      {
        wasReady: false,
        provisioning: [
          ...conditions({ Connected: 'False', Created: 'True' }),
          waiting('Ready', 'waiting for infrastructure ready'),
          waiting('Provisioned', 'waiting for infrastructure ready'),
        ],
        management: conditions({ Connected: 'False' }),
        nodes: { total: 3, ready: 0, moving: 3 },
      },
      'provisioning',
      /waiting for infrastructure ready/,
    ],
    [
      'provisioning when nobody has looked at it yet',
      {
        wasReady: false,
        provisioning: [],
        management: [],
        nodes: { total: 0, ready: 0, moving: 0 },
      },
      'provisioning',
      /take it up/,
    ],
    [
      'failed when a condition reports an error',
      {
        wasReady: false,
        provisioning: [
          {
            type: 'Provisioned',
            status: 'False',
            reason: 'Error',
            message: 'quota exceeded for cores',
          },
        ],
        management: [],
      },
      'failed',
      /quota exceeded/,
    ],
    [
      'failed when it is stalled',
      {
        provisioning: [
          { type: 'Stalled', status: 'True', message: 'cannot go on' },
        ],
      },
      'failed',
      /cannot go on/,
    ],
    [
      'updating while a change is brought to its nodes',
      {
        provisioning: [
          waiting('Updated', 'configuring worker node(s) a,b'),
          ...conditions({ Ready: 'True' }),
        ],
      },
      'updating',
      /configuring worker/,
    ],
    [
      'updating while machines come or go',
      { nodes: { total: 4, ready: 3, moving: 1 } },
      'updating',
      undefined,
    ],
    [
      'degraded when a node is not ready',
      { nodes: { total: 3, ready: 2, moving: 0 } },
      'degraded',
      /1 of 3 nodes is not ready/,
    ],
    [
      'unknown when nothing is said of its health',
      {
        provisioning: conditions({ Updated: 'True' }),
        management: conditions({ Provisioned: 'True' }),
      },
      'unknown',
      undefined,
    ],
  ])('is %s', (_, signs, state, message) => {
    const result = clusterState({ ...healthy, ...signs });
    expect(result.state).toBe(state);
    expect(result.message ?? '').toMatch(message ?? /^/);
  });

  it('does not repeat what Rancher left on a condition that is True', () => {
    const { message } = clusterState({
      ...healthy,
      provisioning: [
        {
          type: 'Provisioned',
          status: 'True',
          message: 'waiting for full cluster configuration',
        },
        ...conditions({ Updated: 'Unknown' }),
      ],
    });
    expect(message).toBeUndefined();
  });
});

function conditions(of: {
  [type: string]: ConditionWire['status'];
}): ConditionWire[] {
  return Object.entries(of).map(([type, status]) => ({ type, status }));
}

function waiting(type: string, message: string): ConditionWire {
  return { type, status: 'Unknown', reason: 'Waiting', message };
}
