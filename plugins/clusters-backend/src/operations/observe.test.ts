import { mockServices } from '@backstage/backend-test-utils';
import { addon, collected, machine } from '../__testUtils__/scenes';
import type { CollectedCluster } from '../collect/RancherCollector';
import { observeAddon } from './addons';
import { addWorkers } from './addWorkers';
import type { ClustersDomain } from './ClustersDomain';
import { observeGeneration } from './observeGeneration';
import { replaceNode } from './replaceNode';
import { upgradeCluster } from './upgradeCluster';

const clusterId = 'main.shop';

function foundOf(cluster: CollectedCluster, versions: string[] = []) {
  const collector = { releases: { versions } };
  return { collector, cluster } as unknown as ReturnType<
    ClustersDomain['clusters']['mustSee']
  >;
}

function contextOf(found: ReturnType<typeof foundOf>) {
  const clusters = { look: () => found, find: () => found };
  return {
    domain: { clusters } as unknown as ClustersDomain,
    input: {},
    requester: 'user:default/mei.tanaka',
    operationId: 'one',
    reason: '',
    startedAt: '2026-11-23T10:00:00Z',
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  };
}

/** Workers, of which `m-n2` is as broken as the one that is replaced. */
function workers(...others: ReturnType<typeof machine>[]) {
  const machines = [machine('n2', { state: 'not-ready' }), ...others];
  const mine = machines.filter(({ pool }) => pool === 'workers');
  const ready = mine.filter(({ state }) => state === 'ready').length;
  return contextOf(
    foundOf(
      collected({
        machines,
        pools: [
          {
            name: 'workers',
            roles: ['worker'],
            desired: 2,
            actual: mine.length,
            ready,
          },
        ],
      }),
    ),
  );
}

const known = ['m-n1', 'm-n2'];

describe('a node is replaced', () => {
  const follow = {
    clusterId,
    node: 'n1',
    machine: 'm-n1',
    pool: 'workers',
    known,
  };
  const observe = (...others: ReturnType<typeof machine>[]) =>
    replaceNode.spec.observe(follow, workers(...others));

  it('once a new one of its pool is ready, though others are broken', async () => {
    expect(await observe(machine('n3'))).toMatchObject({
      settled: 'succeeded',
      outcome: 'n1 is replaced; 1 of 2 nodes of pool workers are ready.',
    });
  });

  it.each([
    ['not while it is there', [machine('n1'), machine('n3')]],
    [
      'not before the new one is ready',
      [machine('n3', { state: 'provisioning' })],
    ],
    ['not by one of another pool', [machine('n3', { pool: 'control' })]],
  ])('%s', async (_, others) => {
    expect(await observe(...others)).not.toHaveProperty('settled');
  });
});

describe('workers are added', () => {
  const follow = { clusterId, pool: 'workers', wanted: 2, count: 1, known };

  it('once as many new ones are ready, though others are broken', async () => {
    const { observe } = addWorkers.spec;
    expect(await observe(follow, workers(machine('n3')))).toMatchObject({
      settled: 'succeeded',
    });
    const two = { ...follow, count: 2 };
    expect(await observe(two, workers(machine('n3')))).not.toHaveProperty(
      'settled',
    );
  });
});

describe('what Rancher is asked for by a rising generation', () => {
  it('is not said to be done when Rancher was asked for another one meanwhile', () => {
    const words = { step: 'Snapshot', done: 'done', failed: 'failed' };
    const taken = {
      wanted: 6,
      taken: 6,
      phase: 'Started',
      state: 'running',
    } as const;
    expect(observeGeneration(taken, 5, words)).toMatchObject({
      settled: 'failed',
      outcome: expect.stringContaining('asked Rancher for another one'),
    });
  });
});

describe('an add-on is there', () => {
  const follow = {
    clusterId,
    addon: 'cert-manager',
    version: 'v1.18.2',
    before: '',
    rolledOut: 'id-1',
  };
  const observe = (deploymentID: string, more = {}) => {
    const cluster = collected({ addons: [addon(more)] });
    const deployment = {
      metadata: {
        labels: { 'fleet.cattle.io/bundle-name': 'shop-cert-manager' },
      },
      spec: { deploymentID },
    };
    const objects = { ...cluster.objects, deployments: [deployment] };
    return observeAddon(
      foundOf({ ...cluster, objects } as unknown as CollectedCluster),
      follow,
    );
  };

  it('with its new values, once Fleet has rolled these out', () => {
    expect(observe('id-1')).not.toHaveProperty('settled');
    expect(observe('id-2')).toMatchObject({ settled: 'succeeded' });
  });

  it('when it is the one that the portal has put there', () => {
    expect(observe('id-2', { managed: false })).not.toHaveProperty('settled');
  });
});

describe('a cluster may go', () => {
  const versionsFor = async (
    version: string,
    desiredVersion?: string,
    more: Parameters<typeof collected>[0] = {},
  ) => {
    const cluster = collected({
      cluster: { version, desiredVersion },
      ...more,
    });
    const offered = ['v1.34.1', 'v1.33.6', 'v1.33.5', 'v1.32.9'];
    const found = foundOf(
      cluster,
      offered.map(one => `${one}+rke2r1`),
    );
    const { version: choices = [] } = await upgradeCluster.spec.choices!(
      { clusterId },
      contextOf(found),
    );
    return choices.map(({ value }) => String(value).replace(/\+.*/, ''));
  };

  it('one step from what it runs, also when it is stuck half way to another version', async () => {
    expect(await versionsFor('v1.33.5+rke2r1')).toEqual(['v1.34.1', 'v1.33.6']);
    expect(await versionsFor('v1.32.8+rke2r1', 'v1.33.5+rke2r1')).toEqual([
      'v1.33.6',
    ]);
  });

  it('not so far that a node which was left behind would be too old', async () => {
    const machines = [machine('n1', { version: 'v1.30.4+rke2r1' })];
    const more = { machines };
    expect(await versionsFor('v1.33.5+rke2r1', undefined, more)).toEqual([
      'v1.33.6',
    ]);
  });
});
