import type { SimulatedCloud } from '../../SimulatedCloud';
import type { KubeObject } from '../../kubernetes/types';
import { askForCluster, conditionOf } from '../../testUtils/askForCluster';
import {
  downstreamOf,
  eventually,
  managementOf,
} from '../../testUtils/kubernetes';
import { startSimulatedCloud } from '../../testUtils/startSimulatedCloud';
import { kinds, type KubeClient } from '../runtime';
import type {
  Cluster,
  ControlPlane,
  Machine,
  ManagementCluster,
  RkeConfig,
} from './types';

jest.setTimeout(60_000);

const namespace = 'fleet-default';

describe('clusters of Rancher, later on,', () => {
  let cloud: SimulatedCloud;
  let client: KubeClient;

  const find = (name: string) =>
    client.find<Cluster>(kinds.cluster, { namespace, name });
  const controlPlaneOf = async (name: string) =>
    (await client.find<ControlPlane>(kinds.controlPlane, { namespace, name }))
      ?.status ?? {};
  const machinesOf = async (name: string, role = 'worker') =>
    (
      await client.list<Machine>(kinds.machine, {
        namespace,
        labelSelector: `cluster.x-k8s.io/cluster-name=${name},rke.cattle.io/${role}-role=true`,
      })
    ).items;
  const snapshotsOf = async (name: string) =>
    (
      await client.list<KubeObject>(kinds.etcdSnapshot, {
        namespace,
        labelSelector: `rke.cattle.io/cluster-name=${name}`,
      })
    ).items;
  const ask = (name: string, rkeConfig: RkeConfig) =>
    client.patch(kinds.cluster, { namespace, name }, { spec: { rkeConfig } });
  const until = (check: () => Promise<unknown>) =>
    eventually(async () => ((await check()) ? true : undefined), 20_000);
  const settled = (name: string) =>
    until(async () => {
      const cluster = await find(name);
      return (
        cluster?.status?.ready &&
        conditionOf(cluster, 'Updated')?.status === 'True' &&
        conditionOf(cluster, 'Reconciling')?.status === 'False'
      );
    });
  const deletingOf = async (machine: string) =>
    conditionOf(
      await client.find(kinds.machine, { namespace, name: machine }),
      'Deleting',
    );

  beforeAll(async () => {
    cloud = await startSimulatedCloud({
      company: { clusters: 12 },
    });
    client = await managementOf(cloud);
  });

  afterAll(() => cloud.stop());

  it('go back to a snapshot, with the version that they had', async () => {
    await askForCluster(client, 'returning', { version: 'v1.32.8+rke2r1' });
    await settled('returning');
    await ask('returning', { etcdSnapshotCreate: { generation: 1 } });
    await until(
      async () =>
        (await controlPlaneOf('returning')).etcdSnapshotCreatePhase ===
        'Finished',
    );
    const [snapshot] = await snapshotsOf('returning');
    await client.patch(
      kinds.cluster,
      { namespace, name: 'returning' },
      { spec: { kubernetesVersion: 'v1.33.5+rke2r1' } },
    );
    await settled('returning');

    const etcdSnapshotRestore = {
      name: snapshot.metadata.name,
      generation: 1,
      restoreRKEConfig: 'kubernetesVersion',
    };
    const phases = new Set<string | undefined>();
    await ask('returning', { etcdSnapshotRestore });
    await until(async () => {
      const { etcdSnapshotRestorePhase: phase } = await controlPlaneOf(
        'returning',
      );
      phases.add(phase);
      return phase === 'Finished';
    });
    expect([...phases]).toEqual(
      expect.arrayContaining(['Shutdown', 'Restore', 'RestartCluster']),
    );
    await until(async () =>
      (
        await machinesOf('returning')
      ).every(
        ({ status }) => status?.nodeInfo?.kubeletVersion === 'v1.32.8+rke2r1',
      ),
    );
  });

  it('do nothing twice when the same generation is written twice', async () => {
    await askForCluster(client, 'repeated');
    await settled('repeated');
    const wish = {
      etcdSnapshotCreate: { generation: 1 },
      rotateCertificates: { generation: 1 },
    };
    await ask('repeated', wish);
    await ask('repeated', wish);
    await until(
      async () =>
        (await controlPlaneOf('repeated')).certificateRotationGeneration === 1,
    );
    await ask('repeated', wish);
    await settled('repeated');
    expect(await snapshotsOf('repeated')).toHaveLength(1);
    await ask('repeated', { etcdSnapshotCreate: { generation: 2 } });
    await until(async () => (await snapshotsOf('repeated')).length === 2);
  });

  it('fail to go back to what is not there', async () => {
    await askForCluster(client, 'mistaken');
    await settled('mistaken');
    await ask('mistaken', {
      etcdSnapshotRestore: { name: 'no-such-snapshot', generation: 1 },
    });
    await until(
      async () =>
        (await controlPlaneOf('mistaken')).etcdSnapshotRestorePhase ===
        'Failed',
    );
    await settled('mistaken');
    expect(conditionOf(await find('mistaken'), 'Ready')?.status).toBe('True');
  });

  it('say so when a snapshot fails, and take the next one', async () => {
    await askForCluster(client, 'full');
    await settled('full');
    cloud.scenarios.set({ name: 'snapshot-fails', on: true, target: 'full' });
    await ask('full', { etcdSnapshotCreate: { generation: 1 } });
    await until(
      async () =>
        (await controlPlaneOf('full')).etcdSnapshotCreatePhase === 'Failed',
    );
    const [snapshot] = await snapshotsOf('full');
    expect(snapshot.snapshotFile).toMatchObject({ status: 'failed' });
    cloud.scenarios.set({ name: 'snapshot-fails', on: false });
    await ask('full', { etcdSnapshotCreate: { generation: 2 } });
    await until(
      async () =>
        (await controlPlaneOf('full')).etcdSnapshotCreatePhase === 'Finished',
    );
  });

  it('get certificates for another year when they are rotated', async () => {
    const expiring = await eventually(async () =>
      (
        await client.list<ManagementCluster>(kinds.managementCluster)
      ).items.find(one => daysLeft(one) < 30),
    );
    const name = expiring.spec.displayName;
    expect(daysLeft(expiring)).toBeGreaterThan(0);
    await ask(name, { rotateCertificates: { generation: 1 } });
    await until(async () => {
      const now = await client.find<ManagementCluster>(
        kinds.managementCluster,
        expiring.metadata,
      );
      return now && daysLeft(now) > 360;
    });
  });

  it('keep the last member of etcd until there is another one', async () => {
    await askForCluster(client, 'alone');
    await settled('alone');
    const [server] = await machinesOf('alone', 'etcd');
    await client.delete(kinds.machine, server.metadata);
    await until(async () =>
      (
        await deletingOf(server.metadata.name)
      )?.message?.includes('pre-terminate hooks'),
    );
    // the pool brings another one, and only then the first may go
    await until(async () => {
      const left = await machinesOf('alone', 'etcd');
      return (
        left.length === 1 &&
        left[0].metadata.name !== server.metadata.name &&
        left[0].status?.phase === 'Running'
      );
    });
    await settled('alone');
    expect(await machinesOf('alone')).toHaveLength(2);
  });

  it('wait with a node as long as a disruption budget keeps its pod', async () => {
    const { name, node } = await guarded(cloud, client);
    const downstream = await downstreamOf(cloud, name);
    await client.delete(kinds.machine, { namespace, name: node });
    await until(async () =>
      (
        await deletingOf(node)
      )?.message?.includes(
        'The disruption budget ledger needs 1 healthy pods and has 1 currently',
      ),
    );
    await downstream.delete(
      { ...kinds.pod, apiVersion: 'policy/v1', plural: 'poddisruptionbudgets' },
      { namespace: 'ledger', name: 'ledger' },
    );
    await until(async () =>
      (await machinesOf(name)).every(({ metadata }) => metadata.name !== node),
    );
    const { items } = await downstream.list<KubeObject>(kinds.pod, {
      namespace: 'ledger',
    });
    expect(items).toHaveLength(1);
    expect((items[0].spec as { nodeName?: string }).nodeName).not.toBe(node);
  });

  it('are well again once the broken machine is replaced, though the scenario stays on', async () => {
    await askForCluster(client, 'healing');
    await settled('healing');
    cloud.scenarios.set({ name: 'node-broken', on: true, target: 'healing' });
    const unhealthy = async () =>
      (await machinesOf('healing')).filter(
        one => conditionOf(one, 'NodeHealthy')?.status !== 'True',
      );
    await until(async () => (await unhealthy()).length === 1);
    const [broken] = await unhealthy();
    await client.delete(kinds.machine, broken.metadata);
    await until(async () => {
      const machines = await machinesOf('healing');
      return (
        machines.length === 2 &&
        machines.every(({ status }) => status?.phase === 'Running') &&
        (await unhealthy()).length === 0
      );
    });
    cloud.scenarios.set({ name: 'node-broken', on: false });
    expect(
      (await machinesOf('healing')).map(({ metadata }) => metadata.name),
    ).not.toContain(broken.metadata.name);
  });
});

function daysLeft({ status }: ManagementCluster): number {
  const [first] = Object.values(status?.certificatesExpiration ?? {});
  if (!first) return Infinity;
  return (Date.parse(first.expirationDate) - Date.now()) / 86_400_000;
}

/** The cluster of the company with a pod that must not be disrupted, and where that pod is. */
async function guarded(cloud: SimulatedCloud, client: KubeClient) {
  const { items } = await client.list<Cluster>(kinds.cluster, { namespace });
  for (const { metadata } of items) {
    const downstream = await downstreamOf(cloud, metadata.name);
    const pods = await downstream
      .list<KubeObject>(kinds.pod, { namespace: 'ledger' })
      .catch(() => undefined);
    const [pod] = pods?.items ?? [];
    const { nodeName } = (pod?.spec ?? {}) as { nodeName?: string };
    if (nodeName) return { name: metadata.name, node: nodeName };
  }
  throw new Error('No cluster has it');
}
