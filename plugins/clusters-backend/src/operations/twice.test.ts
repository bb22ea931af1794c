import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  fleetKinds,
  rancherKinds,
} from '@flytower/cloud-node/upstream/rancher';
import { startSimulatedCloud } from '@flytower/simulated-cloud/testUtils';
import { roomy } from '../__testUtils__/projectsOfTheCompany';
import { checkout } from '../__testUtils__/startClusters';
import { eventually } from '../__testUtils__/startOperating';
import { Clusters } from '../collect/Clusters';
import { startCollecting, type Collecting } from '../collect/startCollecting';
import { ClusterCreator } from '../create/ClusterCreator';
import { clusterOperations, type ClustersDomain } from './index';

jest.setTimeout(120_000);

const namespace = 'fleet-default';

/** A process that died after it had sent something sends it again, with the id of the same run. */
describe('an operation that is sent a second time', () => {
  let cloud: Awaited<ReturnType<typeof startSimulatedCloud>>;
  let collecting: Collecting;
  let domain: ClustersDomain;

  beforeAll(async () => {
    cloud = await startSimulatedCloud({ company: { clusters: 12 } });
    collecting = startCollecting({
      config: new ConfigReader(cloud.config()),
      logger: mockServices.logger.mock(),
      directory: { onChange: () => () => {} },
      announce: async () => {},
    });
    const { collectors, addons } = collecting;
    const projects: ClustersDomain['projects'] = {
      getProject: async id => ({ ...checkout, id }),
      getCapacity: async id => ({ ...roomy, projectId: id }),
    };
    domain = {
      clusters: new Clusters(collectors),
      creator: new ClusterCreator({ collectors, addons, projects }),
      addons,
      projects,
      platforms: new Set(),
    };
    await eventually(async () => {
      const [{ isComplete, releases }] = collectors;
      if (!isComplete || releases.all.length === 0)
        throw new Error('Rancher is not read yet');
    });
  });
  afterAll(async () => {
    collecting?.stop();
    await cloud?.stop();
  });

  const { signal } = new AbortController();
  // a run keeps the time at which it began
  const startedAt = new Date(Date.now() + 1_000).toISOString();
  const send = (kind: string, operationId: string, input: object) => {
    const found = clusterOperations.find(({ spec }) => spec.id === kind);
    if (!found) throw new Error(`There is no operation ${kind}`);
    return found.spec.start(found.spec.input.parse(input), {
      domain,
      requester: 'user:default/mei.tanaka',
      operationId,
      startedAt,
      reason: '',
      signal,
      logger: mockServices.logger.mock(),
    });
  };
  const management = () => collecting.collectors[0].source.management;
  /** What the cluster is asked to be. */
  const wantedOf = async (name: string) => {
    const where = { namespace, name };
    const cluster = await management().get(
      rancherKinds.provisioningCluster,
      where,
    );
    return cluster.spec;
  };
  const helmOp = (name: string) =>
    management().get(fleetKinds.helmOp, { namespace, name });
  const helmOps = async () =>
    (await management().listAll(fleetKinds.helmOp, { namespace })).map(
      ({ metadata }) => metadata.name,
    );
  const machines = (name: string) =>
    collecting.collectors[0].machinesOf(name).map(machine => machine.name);

  it.each([
    ['add-workers', 'search-prod', { count: 2 }],
    ['take-snapshot', 'search-prod', {}],
    ['rotate-certificates', 'platform-prod', {}],
    ['upgrade-cluster', 'messaging-prod', { version: 'v1.33.5+rke2r1' }],
  ])('%s asks for nothing more', async (kind, name, more) => {
    const input = { clusterId: `main.${name}`, ...more };
    const before = await wantedOf(name);
    const first = await send(kind, 'run-1', input);
    const after = await wantedOf(name);
    expect(after).not.toEqual(before);
    expect(await send(kind, 'run-1', input)).toEqual(first);
    expect(await wantedOf(name)).toEqual(after);
  });

  it('is something else when it is another run', async () => {
    const input = { clusterId: 'main.checkout-prod' };
    const first = await send('take-snapshot', 'run-a', input);
    expect(first).toMatchObject({ generation: 1 });
    const other = await send('take-snapshot', 'run-b', input);
    expect(other).toMatchObject({ generation: 2 });
  });

  it('restores no second time', async () => {
    const { cluster } = domain.clusters.mustFind('main.warehouse-prod');
    const input = {
      clusterId: 'main.warehouse-prod',
      snapshot: cluster.snapshots[0].name,
    };
    const first = await send('restore-snapshot', 'run-1', input);
    expect(await send('restore-snapshot', 'run-1', input)).toEqual(first);
    const { rkeConfig } = await wantedOf('warehouse-prod');
    expect(rkeConfig?.etcdSnapshotRestore).toMatchObject({ generation: 1 });
  });

  it('takes no second node', async () => {
    const name = 'payments-prod';
    const before = machines(name);
    const node = before.find(one => one.includes('workers')) ?? '';
    const input = { clusterId: `main.${name}`, node };
    await send('replace-node', 'run-1', input);
    await send('replace-node', 'run-1', input);
    await eventually(async () => {
      const now = machines(name);
      expect(now).toHaveLength(before.length);
      expect(now).not.toContain(node);
    });
    await send('replace-node', 'run-1', input);
    const kept = before.filter(one => one !== node);
    expect(machines(name)).toEqual(expect.arrayContaining(kept));
  });

  it('makes no second cluster', async () => {
    const input = {
      projectId: 'p1',
      name: 'fresh',
      region: 'north',
      version: 'v1.33.5+rke2r1',
      controlPlane: { count: 1, flavor: 'm1.large' },
      workers: { count: 1, flavor: 'm1.large' },
      addons: ['cert-manager'],
    };
    const first = await send('create-cluster', 'run-1', input);
    expect(await send('create-cluster', 'run-1', input)).toEqual(first);
    const made = await management().listAll(rancherKinds.provisioningCluster, {
      namespace,
    });
    expect(
      made.filter(({ metadata }) => metadata.name === 'fresh'),
    ).toHaveLength(1);
    await expect(send('create-cluster', 'run-2', input)).rejects.toThrow(
      /"fresh"/,
    );
  });

  it('installs, upgrades and removes an add-on no second time', async () => {
    const input = { clusterId: 'main.search-prod', addon: 'cert-manager' };
    const older = { ...input, version: 'v1.17.4' };
    const name = 'search-prod-cert-manager';
    const first = await send('install-addon', 'run-1', older);
    const { generation } = (await helmOp(name)).metadata;
    expect(await send('install-addon', 'run-1', older)).toEqual(first);
    expect((await helmOp(name)).metadata.generation).toBe(generation);

    // what Fleet had rolled out before says nothing of other values, however often they are told
    await eventually(async () =>
      expect(
        domain.clusters
          .mustFind(input.clusterId)
          .cluster.addons.find(one => one.name === input.addon),
      ).toMatchObject({ state: 'ready', version: 'v1.17.4' }),
    );
    const changed = { ...older, values: { replicaCount: 3 } };
    const told = await send('install-addon', 'run-v', changed);
    expect(told).toMatchObject({ rolledOut: expect.stringMatching(/./) });
    expect(await send('install-addon', 'run-v', changed)).toEqual(told);
    expect(await send('install-addon', 'run-w', changed)).toMatchObject({
      rolledOut: '',
    });

    const newer = { ...input, version: 'v1.18.2' };
    await send('upgrade-addon', 'run-2', newer);
    const upgraded = (await helmOp(name)).metadata.generation;
    await send('upgrade-addon', 'run-2', newer);
    expect((await helmOp(name)).metadata.generation).toBe(upgraded);
    expect((await helmOp(name)).spec.helm.version).toBe('v1.18.2');

    const removed = await send('remove-addon', 'run-3', input);
    expect(await send('remove-addon', 'run-3', input)).toEqual(removed);
  });

  it('finds that a cluster is gone', async () => {
    const input = { clusterId: 'main.identity-prod' };
    const first = await send('delete-cluster', 'run-1', input);
    await eventually(async () =>
      expect(domain.clusters.find(input.clusterId)).toBeUndefined(),
    );
    expect(first).toMatchObject(await send('delete-cluster', 'run-1', input));
  });

  const observe = (kind: string, follow: object) => {
    const { spec } = clusterOperations.find(one => one.spec.id === kind)!;
    return spec.observe(follow, {
      domain,
      input: {},
      requester: 'user:default/mei.tanaka',
      operationId: 'run-1',
      startedAt,
      reason: '',
      signal,
      logger: mockServices.logger.mock(),
    });
  };

  it('takes with a cluster what Fleet was told of it, and nothing of others', async () => {
    const clusterId = 'main.warehouse-prod';
    const addon = 'cert-manager';
    await send('install-addon', 'run-1', { clusterId, addon });
    const others = (await helmOps()).filter(
      name => !name.startsWith('warehouse-prod-'),
    );
    expect(others.length).toBeGreaterThan(0);
    const follow = await send('delete-cluster', 'run-1', { clusterId });
    expect(await observe('delete-cluster', follow)).toMatchObject({
      steps: [{ name: 'Machines' }, { state: 'running' }],
    });
    await eventually(async () =>
      expect(domain.clusters.find(clusterId)).toBeUndefined(),
    );
    expect(await observe('delete-cluster', follow)).toMatchObject({
      settled: 'succeeded',
    });
    expect((await helmOps()).sort()).toEqual(others.sort());
  });

  it('ends when what it makes was deleted meanwhile', async () => {
    const follow = { clusterId: 'main.never-was' };
    expect(await observe('create-cluster', follow)).toMatchObject({
      settled: 'failed',
      outcome: expect.stringContaining('was deleted meanwhile'),
    });
  });

  it('never brings a cluster back that somebody has upgraded since it was asked for', async () => {
    const name = 'messaging-prod';
    const before = await wantedOf(name);
    await expect(
      send('upgrade-cluster', 'run-late', {
        clusterId: `main.${name}`,
        version: 'v1.32.8+rke2r1',
      }),
    ).rejects.toThrow(/has asked for v1\.33\.5.* cannot go to v1\.32\.8/);
    expect(await wantedOf(name)).toEqual(before);
  });
});
