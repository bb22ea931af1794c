import type { SimulatedCloud } from '../../SimulatedCloud';
import type { KubeObject } from '../../kubernetes/types';
import { conditionOf } from '../../testUtils/askForCluster';
import {
  downstreamOf,
  eventually,
  managementOf,
} from '../../testUtils/kubernetes';
import { startSimulatedCloud } from '../../testUtils/startSimulatedCloud';
import { kinds, type KubeClient } from '../runtime';
import type { BundleDeployment, HelmOp, HelmSpec, Target } from './types';

jest.setTimeout(60_000);

const namespace = 'fleet-default';
const externalDns: HelmSpec = {
  repo: 'https://kubernetes-sigs.github.io/external-dns',
  chart: 'external-dns',
  version: '1.18.0',
  releaseName: 'external-dns',
};

describe('add-ons that Fleet installs', () => {
  let cloud: SimulatedCloud;
  let client: KubeClient;

  const ask = (
    name: string,
    helm: HelmSpec,
    targets: Target[] = [{ clusterName: 'functions-north' }],
  ) =>
    client.ensure<HelmOp>(kinds.helmOp, {
      apiVersion: kinds.helmOp.apiVersion,
      kind: kinds.helmOp.kind,
      metadata: { name, namespace },
      spec: { defaultNamespace: name, targets, helm },
    });
  const find = (name: string) =>
    client.find<HelmOp>(kinds.helmOp, { namespace, name });
  const displayOf = (helmOp: HelmOp | undefined) =>
    ((helmOp?.status ?? {}) as { display?: Record<string, unknown> }).display;
  const untilState = (name: string, state: string) =>
    eventually(async () => {
      const found = await find(name);
      return displayOf(found)?.state === state ? found : undefined;
    });
  const deploymentsOf = async (name: string) =>
    (
      await client.list<BundleDeployment>(kinds.bundleDeployment, {
        labelSelector: `fleet.cattle.io/bundle-name=${name}`,
      })
    ).items;

  beforeAll(async () => {
    cloud = await startSimulatedCloud();
    client = await managementOf(cloud);
  });

  afterAll(() => cloud.stop());

  it('become ready, with their pods running in the cluster', async () => {
    await ask('dns', { ...externalDns, values: { replicaCount: 2 } });
    const helmOp = await untilState('dns', 'Ready');
    expect(helmOp.status).toMatchObject({
      version: '1.18.0',
      summary: { desiredReady: 1, ready: 1 },
    });
    const [deployment] = await deploymentsOf('dns');
    expect(deployment.status).toMatchObject({
      ready: true,
      display: { state: 'Ready' },
      appliedDeploymentID: deployment.spec.deploymentID,
    });

    const downstream = await downstreamOf(cloud, 'functions-north');
    const installed = await downstream.find<KubeObject>(kinds.deployment, {
      namespace: 'dns',
      name: 'external-dns',
    });
    expect(installed?.status).toMatchObject({ availableReplicas: 2 });
    const pods = await downstream.list<KubeObject>(kinds.pod, {
      namespace: 'dns',
    });
    expect(
      pods.items.map(pod => (pod.status as { phase?: string }).phase),
    ).toEqual(['Running', 'Running']);
  });

  it('are upgraded in place when the version changes', async () => {
    await ask('moving', { ...externalDns, version: '1.16.1' });
    await untilState('moving', 'Ready');
    await client.patch(
      kinds.helmOp,
      { namespace, name: 'moving' },
      { spec: { helm: { version: '1.18.0' } } },
    );
    await eventually(async () => {
      const [deployment] = await deploymentsOf('moving');
      return deployment.spec.options.helm.version === '1.18.0' &&
        deployment.status?.ready &&
        deployment.status.appliedDeploymentID === deployment.spec.deploymentID
        ? true
        : undefined;
    });
    const downstream = await downstreamOf(cloud, 'functions-north');
    const pods = await downstream.list<KubeObject>(kinds.pod, {
      namespace: 'moving',
    });
    expect(pods.items).toHaveLength(1);
    expect(JSON.stringify(pods.items[0].spec)).toContain('external-dns:1.18.0');
  });

  it('are refused with the words of Helm when the repository lacks the version', async () => {
    await ask('lacking', { ...externalDns, version: '9.9.9' });
    const helmOp = await eventually(async () => {
      const found = await find('lacking');
      return conditionOf(found, 'Accepted') ? found : undefined;
    });
    expect(conditionOf(helmOp, 'Accepted')).toMatchObject({
      status: 'False',
      message:
        'could not get a chart version: chart "external-dns" version "9.9.9" not found in https://kubernetes-sigs.github.io/external-dns repository',
    });
    expect(displayOf(helmOp)).toMatchObject({ error: true });
  });

  it('fail on values that the chart does not take, and recover when they are mended', async () => {
    await ask('wrong', { ...externalDns, values: { replicaCount: 'two' } });
    const failed = await untilState('wrong', 'ErrApplied');
    expect(conditionOf(failed, 'Ready')?.message).toContain(
      'replicaCount: Invalid type. Expected: integer, given: string',
    );
    await client.patch(
      kinds.helmOp,
      { namespace, name: 'wrong' },
      { spec: { helm: { values: { replicaCount: 1 } } } },
    );
    const mended = await untilState('wrong', 'Ready');
    expect((mended.status as { summary?: object }).summary).not.toHaveProperty(
      'errApplied',
    );
  });

  it('stay unready while an image cannot be pulled', async () => {
    await ask('pulling', {
      ...externalDns,
      values: { image: { tag: 'does-not-exist' } },
    });
    const waiting = await untilState('pulling', 'NotReady');
    expect(conditionOf(waiting, 'Ready')?.message).toContain('Available: 0/1');
  });

  it('reach every cluster that a selector chooses, also a later one', async () => {
    await ask('everywhere', externalDns, [
      { clusterSelector: { matchLabels: { ring: 'first' } } },
    ]);
    await untilState('everywhere', 'Ready');
    expect(await deploymentsOf('everywhere')).toHaveLength(0);
    await client.patch(
      kinds.fleetCluster,
      { namespace, name: 'functions-south' },
      { metadata: { labels: { ring: 'first' } } },
    );
    await eventually(async () =>
      (await deploymentsOf('everywhere'))[0]?.status?.ready ? true : undefined,
    );
  });

  it('wait for an agent that is lost', async () => {
    cloud.scenarios.set({
      name: 'agent-lost',
      on: true,
      target: 'functions-south',
    });
    await ask('patient', externalDns, [{ clusterName: 'functions-south' }]);
    await untilState('patient', 'WaitApplied');
    cloud.scenarios.set({ name: 'agent-lost', on: false });
    const helmOp = await untilState('patient', 'Ready');
    expect(helmOp.status).toMatchObject({ readyClusters: 1 });
  });

  it('leave nothing behind when they are removed', async () => {
    await ask('leaving', externalDns);
    await untilState('leaving', 'Ready');
    await client.delete(kinds.helmOp, { namespace, name: 'leaving' });
    await eventually(async () => ((await find('leaving')) ? undefined : true));
    expect(await deploymentsOf('leaving')).toHaveLength(0);
    const downstream = await downstreamOf(cloud, 'functions-north');
    for (const kind of [kinds.deployment, kinds.replicaSet, kinds.pod]) {
      const left = await downstream.list(kind, { namespace: 'leaving' });
      expect(left.items).toHaveLength(0);
    }
  });
});
