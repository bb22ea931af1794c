import type { SimulatedCloud } from '../../SimulatedCloud';
import type { KubeObject } from '../../kubernetes/types';
import { askForCluster, conditionOf } from '../../testUtils/askForCluster';
import {
  downstreamOf,
  eventually,
  managementOf,
} from '../../testUtils/kubernetes';
import { startSimulatedCloud } from '../../testUtils/startSimulatedCloud';
import { isStatus, kinds, type KubeClient } from '../runtime';
import type { Cluster, Machine, ManagementCluster } from './types';

jest.setTimeout(60_000);

const namespace = 'fleet-default';

describe('clusters of Rancher', () => {
  let cloud: SimulatedCloud;
  let client: KubeClient;

  const find = (name: string) =>
    client.find<Cluster>(kinds.cluster, { namespace, name });
  const managementClusterOf = async (name: string) => {
    const id = (await find(name))?.status?.clusterName ?? '';
    return client.find<ManagementCluster>(kinds.managementCluster, {
      name: id,
    });
  };
  const machinesOf = async (name: string) =>
    (
      await client.list<Machine>(kinds.machine, {
        namespace,
        labelSelector: `cluster.x-k8s.io/cluster-name=${name}`,
      })
    ).items;
  const untilSettled = (name: string) =>
    eventually(async () => {
      const cluster = await find(name);
      const settled =
        cluster?.status?.ready &&
        conditionOf(cluster, 'Updated')?.status === 'True' &&
        (await machinesOf(name)).every(
          ({ status, metadata }) =>
            status?.phase === 'Running' && !metadata.deletionTimestamp,
        );
      return settled ? cluster : undefined;
    });
  const setPool = async (name: string, pool: number, quantity: number) => {
    const machinePools = (await find(name))?.spec.rkeConfig?.machinePools ?? [];
    machinePools[pool] = { ...machinePools[pool], quantity };
    await client.patch(
      kinds.cluster,
      { namespace, name },
      { spec: { rkeConfig: { machinePools } } },
    );
  };

  beforeAll(async () => {
    cloud = await startSimulatedCloud();
    client = await managementOf(cloud);
  });

  afterAll(() => cloud.stop());

  it('come up through what Rancher waits for, one thing after the other', async () => {
    const messages = await followMessages(client, 'Ready');
    await askForCluster(client, 'shop');
    await untilSettled('shop');

    const story = messages.stop().join('\n');
    expect(story).toMatch(
      /waiting for infrastructure ready|waiting for at least one control plane/,
    );
    expect(story).toMatch(
      /configuring bootstrap node\(s\) shop-cp-\S+: waiting for agent to check in and apply initial plan/,
    );
    expect(story).toMatch(/waiting for probes: calico, etcd, kube-apiserver/);
    expect(story).toMatch(
      /configuring worker node\(s\) shop-workers-\S+,shop-workers-\S+: waiting for/,
    );
    expect(story).toMatch(/waiting for cluster agent to connect/);

    const management = await managementClusterOf('shop');
    expect(management?.metadata.name).toMatch(/^c-m-[a-z0-9]{8}$/);
    for (const type of ['Ready', 'Connected', 'Provisioned', 'Updated'])
      expect(conditionOf(management, type)?.status).toBe('True');
    expect(management?.status).toMatchObject({
      provider: 'rke2',
      nodeCount: 3,
      capacity: { cpu: '12', memory: '24576Mi' },
      version: { gitVersion: 'v1.33.5+rke2r1' },
    });

    const downstream = await downstreamOf(cloud, 'shop');
    const nodes = await downstream.list<KubeObject>(kinds.node);
    expect(nodes.items).toHaveLength(3);
    expect(nodes.items[0].metadata.labels).toMatchObject({
      'node-role.kubernetes.io/control-plane': 'true',
      'node-role.kubernetes.io/etcd': 'true',
    });
  });

  it('grow and shrink with their pools', async () => {
    await askForCluster(client, 'elastic');
    await untilSettled('elastic');
    await setPool('elastic', 1, 4);
    await eventually(async () =>
      (await machinesOf('elastic')).length === 5 ? true : undefined,
    );
    await untilSettled('elastic');
    expect((await managementClusterOf('elastic'))?.status?.nodeCount).toBe(5);

    await setPool('elastic', 1, 1);
    await eventually(async () =>
      (await machinesOf('elastic')).length === 2 ? true : undefined,
    );
    const nodes = await (
      await downstreamOf(cloud, 'elastic')
    ).list<KubeObject>(kinds.node);
    expect(nodes.items).toHaveLength(2);
  });

  it('replace a machine that is deleted by one of another name', async () => {
    await askForCluster(client, 'mended');
    await untilSettled('mended');
    const [first] = (await machinesOf('mended')).filter(
      ({ metadata }) => metadata.labels?.['rke.cattle.io/worker-role'],
    );
    await client.delete(kinds.machine, first.metadata);
    await eventually(async () =>
      (
        await machinesOf('mended')
      ).every(({ metadata }) => metadata.name !== first.metadata.name)
        ? true
        : undefined,
    );
    await untilSettled('mended');
    expect(await machinesOf('mended')).toHaveLength(3);
  });

  it('are upgraded one machine after the other, servers first', async () => {
    await askForCluster(client, 'upgraded', { version: 'v1.32.8+rke2r1' });
    await untilSettled('upgraded');
    const messages = await followMessages(client, 'Updated');
    await client.patch(
      kinds.cluster,
      { namespace, name: 'upgraded' },
      { spec: { kubernetesVersion: 'v1.33.5+rke2r1' } },
    );
    await eventually(async () => {
      const management = await managementClusterOf('upgraded');
      const versions = (await machinesOf('upgraded')).map(
        ({ status }) => status?.nodeInfo?.kubeletVersion,
      );
      return management?.status?.version?.gitVersion === 'v1.33.5+rke2r1' &&
        versions.every(version => version === 'v1.33.5+rke2r1')
        ? true
        : undefined;
    });
    const story = messages.stop();
    expect(story[0]).toMatch(
      /^configuring control plane node\(s\) upgraded-cp-/,
    );
    expect(story.join('\n')).toMatch(
      /configuring worker node\(s\) upgraded-workers-[^,]+: draining node/,
    );
    const version = await fetchVersion(cloud, 'upgraded');
    expect(version).toBe('v1.33.5+rke2r1');
  });

  it('take snapshots and new certificates when the generation rises', async () => {
    await askForCluster(client, 'kept');
    await untilSettled('kept');
    await client.patch(
      kinds.cluster,
      { namespace, name: 'kept' },
      {
        spec: {
          rkeConfig: {
            etcdSnapshotCreate: { generation: 1 },
            rotateCertificates: { generation: 1 },
          },
        },
      },
    );
    const controlPlane = await eventually(async () => {
      const found = await client.find<KubeObject>(kinds.controlPlane, {
        namespace,
        name: 'kept',
      });
      const { certificateRotationGeneration: done } = (found?.status ?? {}) as {
        certificateRotationGeneration?: number;
      };
      return done === 1 ? found : undefined;
    });
    expect(controlPlane.status).toMatchObject({
      etcdSnapshotCreatePhase: 'Finished',
      etcdSnapshotCreate: { generation: 1 },
    });
    const snapshots = await client.list<KubeObject>(kinds.etcdSnapshot, {
      namespace,
      labelSelector: 'rke.cattle.io/cluster-name=kept',
    });
    expect(snapshots.items).toHaveLength(1);
    expect(snapshots.items[0].snapshotFile).toMatchObject({
      status: 'successful',
    });
  });

  it('go with everything that belongs to them', async () => {
    await askForCluster(client, 'gone');
    await untilSettled('gone');
    const id = (await managementClusterOf('gone'))?.metadata.name;
    await client.delete(kinds.cluster, { namespace, name: 'gone' });
    const removing = await find('gone');
    expect(removing?.metadata.deletionTimestamp).toBeDefined();
    await eventually(async () => ((await find('gone')) ? undefined : true));

    expect(await machinesOf('gone')).toHaveLength(0);
    for (const kind of [
      kinds.capiCluster,
      kinds.controlPlane,
      kinds.fleetCluster,
    ])
      expect(await client.find(kind, { namespace, name: 'gone' })).toBe(
        undefined,
      );
    expect(await client.find(kinds.managementCluster, { name: id! })).toBe(
      undefined,
    );
    const downstream = await downstreamOf(cloud, 'gone');
    await expect(downstream.list(kinds.node)).rejects.toThrow(
      'No cluster available',
    );
  });

  it.each([
    [
      'a version that Rancher does not know',
      { version: 'v1.99.0+rke2r1' },
      'unable to find releaseData for version v1.99.0+rke2r1',
    ],
    [
      'a flavor that OpenStack does not have',
      { flavor: 'm9.giant' },
      'Unable to find flavor named m9.giant',
    ],
  ])('say what is wrong with %s', async (what, options, words) => {
    const name = what.includes('version') ? 'no-version' : 'no-flavor';
    await askForCluster(client, name, options);
    const cluster = await eventually(async () => {
      const found = await find(name);
      return conditionOf(found, 'Stalled')?.status === 'True'
        ? found
        : undefined;
    });
    expect(conditionOf(cluster, 'Provisioned')?.message).toContain(words);
  });

  it('wait while the quota is exceeded, and go on when it is raised', async () => {
    cloud.scenarios.set({ name: 'quota-exceeded', on: true, target: 'tight' });
    await askForCluster(client, 'tight');
    await eventually(async () =>
      conditionOf(await find('tight'), 'Ready')?.message?.includes(
        'Quota exceeded for instances',
      )
        ? true
        : undefined,
    );
    cloud.scenarios.set({ name: 'quota-exceeded', on: false });
    const cluster = await untilSettled('tight');
    expect(conditionOf(cluster, 'Stalled')?.status).toBe('False');
  });

  it('lose their agent and find it again', async () => {
    cloud.scenarios.set({
      name: 'agent-lost',
      on: true,
      target: 'functions-north',
    });
    const lost = await eventually(async () => {
      const found = await managementClusterOf('functions-north');
      return conditionOf(found, 'Connected')?.status === 'False'
        ? found
        : undefined;
    });
    expect(conditionOf(lost, 'Ready')).toMatchObject({
      status: 'False',
      reason: 'Disconnected',
    });
    const downstream = await downstreamOf(cloud, 'functions-north');
    const refused = await downstream.list(kinds.node).catch(error => error);
    expect(isStatus(refused, 503)).toBe(true);

    cloud.scenarios.set({ name: 'agent-lost', on: false });
    await untilSettled('functions-north');
    expect(
      (await downstream.list<KubeObject>(kinds.node)).items.length,
    ).toBeGreaterThan(2);
  });

  it('have a node that falls silent when the scenario says so', async () => {
    const downstream = await downstreamOf(cloud, 'functions-south');
    const silent = async () =>
      (await downstream.list<KubeObject>(kinds.node)).items.filter(
        node => conditionOf(node, 'Ready')?.status !== 'True',
      );
    cloud.scenarios.set({
      name: 'node-broken',
      on: true,
      target: 'functions-south',
    });
    const [node] = await eventually(async () => {
      const found = await silent();
      return found.length ? found : undefined;
    });
    expect(conditionOf(node, 'Ready')).toMatchObject({
      status: 'Unknown',
      message: 'Kubelet stopped posting node status.',
    });
    const machine = await eventually(async () =>
      (
        await machinesOf('functions-south')
      ).find(one => conditionOf(one, 'NodeHealthy')?.status === 'False'),
    );
    expect(machine.status?.nodeRef?.name).toBe(node.metadata.name);

    cloud.scenarios.set({ name: 'node-broken', on: false });
    await eventually(async () =>
      (await silent()).length === 0 ? true : undefined,
    );
  });
});

/** Every message of a condition of any cluster from now on, also those that are there for a moment only. */
async function followMessages(client: KubeClient, type: string) {
  const ending = new AbortController();
  const messages: string[] = [];
  const { resourceVersion } = await client.list<Cluster>(kinds.cluster);
  (async () => {
    for await (const { object } of client.watch<Cluster>(kinds.cluster, {
      resourceVersion,
      signal: ending.signal,
    })) {
      const message = conditionOf(object, type)?.message;
      if (message && message !== messages.at(-1)) messages.push(message);
    }
  })().catch(() => {});
  return {
    stop() {
      ending.abort();
      return messages;
    },
  };
}

async function fetchVersion(cloud: SimulatedCloud, name: string) {
  const downstream = await downstreamOf(cloud, name);
  const { items } = await downstream.list<KubeObject>(kinds.node);
  const [{ status }] = items as { status?: { nodeInfo?: object } }[];
  return (status?.nodeInfo as { kubeletVersion?: string })?.kubeletVersion;
}
