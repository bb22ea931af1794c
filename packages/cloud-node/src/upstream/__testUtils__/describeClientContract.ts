import type { KubeConfig } from '@kubernetes/client-node';
import { KubernetesClient, watchCollection } from '../kubernetes';
import { coreNamespace, shipwrightBuild } from '../knative/kinds';
import { buildManifest } from '../knative/manifests';
import { fleetKinds, rancherKinds, rancherManifests } from '../rancher';
import {
  installDefinitions,
  until,
  type Definition,
} from './installDefinitions';

export interface ClientTarget {
  kubeConfig: KubeConfig;
  /** CustomResourceDefinitions to be there. */
  definitions: readonly Definition[];
  stop?(): Promise<void>;
}

const rancher = {
  name: 'main',
  title: 'Rancher',
  url: '',
  token: '',
  namespace: '',
};
const openstack = {
  cloud: 'main',
  authUrl: 'http://keystone.example/v3',
  cloudCredential: 'cattle-global-data:cc-openstack',
  image: 'ubuntu-24.04',
  network: 'shared',
  sshUser: 'ubuntu',
};

/** What the portal does with a Kubernetes API, with its own client and its own manifests. */
export function describeClientContract(
  name: string,
  start: () => Promise<ClientTarget>,
): void {
  describe(`the Kubernetes client on ${name}`, () => {
    const namespace = `client-${Date.now().toString(36)}`;
    const stopping = new AbortController();
    let target: ClientTarget;
    let client: KubernetesClient;

    beforeAll(async () => {
      target = await start();
      client = KubernetesClient.create({
        system: 'The server',
        kubeConfig: target.kubeConfig,
      });
      await installDefinitions(client, target.definitions);
      await client.create(coreNamespace, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace },
      });
    }, 120_000);

    afterAll(async () => {
      stopping.abort();
      await client
        ?.delete(coreNamespace, { name: namespace })
        .catch(() => undefined);
      await target?.stop?.();
    }, 60_000);

    const plan: rancherManifests.ClusterPlan = {
      name: 'shop',
      description: 'The shop',
      projectId: 'f00d',
      region: 'north',
      version: 'v1.33.5+rke2r1',
      requester: 'user:default/ines.duarte',
      operationId: 'one',
      pools: [
        {
          name: 'control-plane',
          count: 3,
          flavor: 'm1.medium',
          roles: ['control-plane', 'etcd'],
        },
        { name: 'workers', count: 2, flavor: 'm1.large', roles: ['worker'] },
      ],
    };
    const place = { ...rancher, namespace };
    const clusterManifest = (change: Partial<typeof plan> = {}) =>
      rancherManifests.clusterManifest({
        rancher: place,
        openstack,
        plan: { ...plan, ...change },
      });
    const addonManifest = (version: string) =>
      rancherManifests.addonManifest({
        rancher: place,
        cluster: 'shop',
        addon: {
          name: 'cert-manager',
          title: 'cert-manager',
          description: '',
          repo: 'https://charts.example',
          chart: 'cert-manager',
          versions: ['v1.18.2'],
          namespace: 'cert-manager',
        },
        version,
        values: { installCRDs: true, replicaCount: 2 },
        requester: plan.requester,
      });

    it('creates a cluster of Rancher, which has every field that was meant', async () => {
      const made = await client.create(
        rancherKinds.provisioningCluster,
        clusterManifest(),
      );
      expect(made.spec.kubernetesVersion).toBe(plan.version);
      expect(made.spec.rkeConfig?.machinePools).toEqual([
        expect.objectContaining({
          name: 'control-plane',
          quantity: 3,
          etcdRole: true,
          workerRole: false,
        }),
        expect.objectContaining({ name: 'workers', quantity: 2 }),
      ]);
      const read = await client.get(rancherKinds.provisioningCluster, {
        namespace,
        name: 'shop',
      });
      expect(read.metadata.uid).toBe(made.metadata.uid);
    });

    it('is told when a name is taken', async () => {
      await expect(
        client.create(rancherKinds.provisioningCluster, clusterManifest()),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    });

    it('is told when something does not exist', async () => {
      await expect(
        client.get(rancherKinds.provisioningCluster, {
          namespace,
          name: 'nobody',
        }),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('is told which field is wrong', async () => {
      const manifest = clusterManifest({ name: 'wrong' });
      const pools = [{ name: 'workers', quantity: 'many' }];
      await expect(
        client.create(rancherKinds.provisioningCluster, {
          ...manifest,
          spec: { rkeConfig: { machinePools: pools } },
        }),
      ).rejects.toMatchObject({
        name: 'InputError',
        // older servers leave the index out
        message: expect.stringMatching(/spec\.rkeConfig\.machinePools/),
      });
    });

    it('applies a machine config as often as it likes', async () => {
      const manifest = rancherManifests.machineConfigManifest({
        rancher: place,
        openstack,
        plan,
        pool: plan.pools[1],
      });
      const apply = () =>
        client.apply(rancherKinds.openstackConfig, manifest, { force: true });
      const first = await apply();
      const second = await apply();
      expect(second).toEqual(first);
      expect(first).toMatchObject({
        region: 'north',
        flavorName: 'm1.large',
        tenantId: 'f00d',
      });
    });

    it('applies an add-on, and changes only what it says', async () => {
      const kind = fleetKinds.helmOp;
      await client.apply(kind, addonManifest('v1.17.4'));
      await client.patch(
        kind,
        { namespace, name: 'shop-cert-manager' },
        { metadata: { labels: { other: 'yes' } } },
      );
      const upgraded = await client.apply(kind, addonManifest('v1.18.2'));
      expect(upgraded.spec.helm.version).toBe('v1.18.2');
      expect(upgraded.spec.helm.values).toEqual({
        installCRDs: true,
        replicaCount: 2,
      });
      expect(upgraded.metadata.labels.other).toBe('yes');
    });

    it('changes one entry of a list, and only if it is what it was', async () => {
      const kind = rancherKinds.provisioningCluster;
      const where = { namespace, name: 'shop' };
      const pool = '/spec/rkeConfig/machinePools/1';
      const scale = (from: number, to: number) =>
        client.jsonPatch(kind, where, [
          { op: 'test', path: `${pool}/name`, value: 'workers' },
          { op: 'test', path: `${pool}/quantity`, value: from },
          { op: 'replace', path: `${pool}/quantity`, value: to },
        ]);
      const scaled = await scale(2, 4);
      expect(scaled.spec.rkeConfig?.machinePools).toEqual([
        expect.objectContaining({ name: 'control-plane', quantity: 3 }),
        expect.objectContaining({ name: 'workers', quantity: 4 }),
      ]);
      await expect(scale(2, 6)).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(/Cluster shop was changed/),
      });
    });

    it('asks for a snapshot by a rising generation, once', async () => {
      const kind = rancherKinds.provisioningCluster;
      const where = { namespace, name: 'shop' };
      const ask = () =>
        client.patch(kind, where, {
          metadata: { annotations: { 'example.com/operation': 'one' } },
          spec: { rkeConfig: { etcdSnapshotCreate: { generation: 1 } } },
        });
      const first = await ask();
      const second = await ask();
      expect(first.spec.rkeConfig?.etcdSnapshotCreate?.generation).toBe(1);
      expect(second.metadata.resourceVersion).toBe(
        first.metadata.resourceVersion,
      );
      expect(second.spec.rkeConfig?.machinePools).toHaveLength(2);
    });

    it('creates a build of Shipwright', async () => {
      const build = await client.create(
        shipwrightBuild,
        buildManifest(
          {
            namespace,
            name: 'hello',
            projectId: 'f00d',
            git: {
              url: 'https://git.example/hello',
              revision: 'main',
              contextDir: '',
            },
            runtime: 'node',
            invoke: 'http',
            requester: plan.requester,
            operationId: 'op-1',
            buildStrategy: 'flytower-node',
            registry: 'registry.example/functions',
          },
          false,
        ),
      );
      expect(build.spec.source?.git?.url).toBe('https://git.example/hello');
    });

    it('follows a collection over pages, changes and removals', async () => {
      const kind = rancherKinds.openstackConfig;
      const changes: string[] = [];
      const reporter = { observed: jest.fn(), failed: jest.fn() };
      const collection = watchCollection({
        client,
        kind,
        selector: { namespace },
        signal: stopping.signal,
        pageSize: 1,
        reporter,
        onChanges: some =>
          changes.push(...some.map(({ change, key }) => `${change} ${key}`)),
      });
      const put = (pool: string, flavor: string) =>
        client.apply(
          kind,
          rancherManifests.machineConfigManifest({
            rancher: place,
            openstack,
            plan,
            pool: { name: pool, count: 1, flavor, roles: ['worker'] },
          }),
          { force: true },
        );
      await until(() => collection.isSynced);
      const { metadata } = await put('extra', 'm1.small');
      const key = `${namespace}/${metadata.name}`;
      await until(() => collection.items.get(key)?.flavorName === 'm1.small');
      await put('extra', 'm1.huge');
      await until(() => collection.items.get(key)?.flavorName === 'm1.huge');
      await client.delete(kind, { namespace, name: metadata.name });
      await until(() => !collection.items.has(key));
      expect(changes.filter(one => one.endsWith(key))).toEqual([
        `upserted ${key}`,
        `upserted ${key}`,
        `removed ${key}`,
      ]);
      expect(reporter.failed).not.toHaveBeenCalled();
    });

    it('reads every page of a list', async () => {
      for (const pool of ['one', 'two', 'three']) {
        await client.apply(
          rancherKinds.openstackConfig,
          rancherManifests.machineConfigManifest({
            rancher: place,
            openstack,
            plan,
            pool: { name: pool, count: 1, flavor: 'm1.small', roles: [] },
          }),
        );
      }
      const { items } = await client.list(
        rancherKinds.openstackConfig,
        { namespace },
        { pageSize: 2 },
      );
      expect(items.length).toBeGreaterThanOrEqual(3);
    });

    it('says that its own account was rejected, and nothing that would sign a person out', async () => {
      const cluster = target.kubeConfig.getCurrentCluster();
      const { kubeConfig } = target;
      const wrong = Object.assign(
        Object.create(Object.getPrototypeOf(kubeConfig)),
        kubeConfig,
        {
          users: [{ name: 'wrong', token: 'token-x:wrong' }],
          contexts: [
            { name: 'wrong', user: 'wrong', cluster: cluster?.name ?? '' },
          ],
          currentContext: 'wrong',
        },
      );
      const other = KubernetesClient.create({
        system: 'The server',
        kubeConfig: wrong,
      });
      await expect(
        other.list(rancherKinds.provisioningCluster, { namespace }),
      ).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(/service account/),
      });
    });
  });
}
