import { mockServices } from '@backstage/backend-test-utils';
import {
  RancherSource,
  rancherKinds,
  readAddonsConfig,
  readRancherConfig,
} from '@flytower/cloud-node/upstream/rancher';
import { ConfigReader } from '@backstage/config';
import { startSimulatedCloud } from '@flytower/simulated-cloud/testUtils';
import { addonBehind } from '../map/addonBehind';
import { readDeprecatedApis, removedBy } from '../precheck/readDeprecatedApis';
import {
  readDrainObstacles,
  readEtcdMembers,
  readPodsOn,
} from '../precheck/readDrainObstacles';
import { RancherCollector, type CollectedCluster } from './RancherCollector';

jest.setTimeout(120_000);

const namespace = 'fleet-default';
const day = 86_400_000;

describe('what is known of the clusters of a company', () => {
  const stopping = new AbortController();
  let cloud: Awaited<ReturnType<typeof startSimulatedCloud>>;
  let collector: RancherCollector;

  const downstreamOf = (cluster: CollectedCluster) =>
    collector.source.downstream(cluster.record.rancherId ?? '');
  const one = (is: (cluster: CollectedCluster) => boolean) => {
    const found = collector.list().find(is);
    if (!found) throw new Error('There is no such cluster');
    return found;
  };
  const ask = (name: string, rkeConfig: object) =>
    collector.source.management.patch(
      rancherKinds.provisioningCluster,
      { namespace, name },
      { spec: { rkeConfig: rkeConfig as {} } },
    );

  beforeAll(async () => {
    cloud = await startSimulatedCloud({ company: { clusters: 12 } });
    const config = new ConfigReader(cloud.config());
    const [rancher] = readRancherConfig(config);
    collector = new RancherCollector({
      source: new RancherSource(rancher),
      addons: readAddonsConfig(config),
      logger: mockServices.logger.mock(),
      signal: stopping.signal,
      reporterFor: () => ({ observed() {}, failed() {} }),
      onChanges() {},
    });
    await until(() => collector.isComplete);
  });

  afterAll(async () => {
    stopping.abort();
    await cloud.stop();
  });

  it('is how old its snapshots are and where they lie', () => {
    const ages = collector
      .list()
      .map(({ snapshots: [last] }) => (Date.now() - timeOf(last)) / day);
    expect(Math.min(...ages)).toBeLessThan(1);
    expect(ages.filter(age => age > 7)).toHaveLength(1);
    const [last] = collector.snapshotsOf('checkout-prod');
    expect(last).toMatchObject({
      state: 'successful',
      storage: 'local',
      node: expect.stringMatching(/^checkout-prod-control-plane/),
      kubernetesVersion: expect.stringMatching(/^v1\..*rke2/),
    });
  });

  it('is when its certificates expire', () => {
    const left = collector
      .list()
      .map(
        ({ certificates }) =>
          (Date.parse(certificates?.expireAt ?? '') - Date.now()) / day,
      );
    expect(left).toHaveLength(12);
    expect(left.filter(days => days < 30)).toHaveLength(1);
  });

  it('is which add-on is behind, and which has failed', () => {
    const catalogue = readAddonsConfig(new ConfigReader(cloud.config()));
    const addons = collector.list().flatMap(cluster => cluster.addons);
    expect(addons.some(({ state }) => state === 'failed')).toBe(true);
    expect(
      addons.filter(addon => addonBehind(addon, catalogue)),
    ).not.toHaveLength(0);
  });

  it('is how far a snapshot is that somebody asked for', async () => {
    const name = 'functions-north';
    const before = collector.snapshotsOf(name).length;
    expect(collector.controlPlane(name)?.snapshot.state).toBe('idle');
    await ask(name, { etcdSnapshotCreate: { generation: 1 } });
    await until(
      () => collector.controlPlane(name)?.snapshot.state === 'running',
    );
    await until(
      () => collector.controlPlane(name)?.snapshot.state === 'finished',
    );
    await until(() => collector.snapshotsOf(name).length === before + 3);
  });

  it('is how far a pool and each of its machines is', async () => {
    const name = 'functions-south';
    const workers = () =>
      collector.poolsOf(name).find(pool => pool.name === 'workers');
    expect(workers()).toMatchObject({ desired: 5, actual: 5, ready: 5 });
    await collector.source.management.jsonPatch(
      rancherKinds.provisioningCluster,
      { namespace, name },
      [
        {
          op: 'replace',
          path: '/spec/rkeConfig/machinePools/1/quantity',
          value: 6,
        },
      ],
    );
    await until(() =>
      collector
        .machinesOf(name)
        .some(machine => machine.state === 'provisioning' && machine.message),
    );
    await until(() => workers()?.ready === 6);

    const [, last] = collector
      .machinesOf(name)
      .filter(({ roles }) => roles.includes('worker'));
    await collector.source.management.delete(rancherKinds.machine, {
      namespace,
      name: last.name,
    });
    await until(() =>
      collector
        .machinesOf(name)
        .some(({ uid, state }) => uid === last.uid && state === 'removing'),
    );
    await until(
      () =>
        workers()?.ready === 6 &&
        collector.machinesOf(name).every(({ uid }) => uid !== last.uid),
    );
  });

  it('is which pod would keep a node from being drained', async () => {
    const found = [];
    for (const cluster of collector.list()) {
      if (cluster.record.state === 'agent-lost') continue;
      const answer = await readDrainObstacles(downstreamOf(cluster));
      if (!answer.known) throw new Error(answer.reason);
      for (const obstacle of answer.value) found.push({ cluster, obstacle });
    }
    expect(found).toHaveLength(1);
    const [{ cluster, obstacle }] = found;
    expect(obstacle.message).toMatch(
      /Pod ledger\/ledger-\S+ on \S+ may not be disrupted now, by the disruption budget "ledger": it needs 1 healthy pods and has 1/,
    );
    const { node } = obstacle;
    expect(
      await readDrainObstacles(downstreamOf(cluster), { nodes: [node] }),
    ).toMatchObject({ known: true, value: [{ node }] });
    expect(
      await readDrainObstacles(downstreamOf(cluster), { nodes: ['another'] }),
    ).toEqual({ known: true, value: [] });
    expect(await readPodsOn(downstreamOf(cluster), node)).toMatchObject({
      known: true,
      value: expect.arrayContaining([`ledger/${obstacle.pod}`]),
    });
  });

  it('is how many members etcd has', async () => {
    const cluster = one(({ record }) => record.name === 'functions-north');
    expect(await readEtcdMembers(downstreamOf(cluster))).toEqual({
      known: true,
      value: { total: 3, ready: 3 },
    });
  });

  it('is which removed API somebody still asks for', async () => {
    const cluster = one(({ record }) => /^v1\.31/.test(record.version ?? ''));
    const answer = await readDeprecatedApis(downstreamOf(cluster));
    expect(answer).toMatchObject({
      known: true,
      value: [{ resource: 'flowschemas', removedIn: '1.32' }],
    });
    expect(
      answer.known && removedBy(answer.value, 'v1.32.8+rke2r1'),
    ).toHaveLength(1);
  });

  it('is that a cluster cannot be asked, soon and in words', async () => {
    const lost = one(({ record }) => record.state === 'agent-lost');
    expect(await readDrainObstacles(downstreamOf(lost))).toEqual({
      known: false,
      reason: expect.stringMatching(/disconnected|answered 50\d/),
    });
    cloud.scenarios.set({ name: 'slow', on: true });
    const begin = Date.now();
    const cluster = one(({ record }) => record.name === 'functions-north');
    const late = await readEtcdMembers(downstreamOf(cluster), {
      timeoutMs: 10,
    });
    expect(late).toMatchObject({ known: false });
    expect(Date.now() - begin).toBeLessThan(1000);
    cloud.scenarios.set({ name: 'slow', on: false });
  });
});

const timeOf = ({ createdAt = '' }: { createdAt?: string } = {}) =>
  Date.parse(createdAt);

async function until(check: () => unknown, withinMs = 20_000) {
  const deadline = Date.now() + withinMs;
  while (!check()) {
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
