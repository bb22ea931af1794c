import type { KubeConfig } from '@kubernetes/client-node';
import { coreNamespace } from '../knative/kinds';
import { KubernetesClient } from '../kubernetes';
import {
  changeCluster,
  restoreSnapshot,
  rotateCertificates,
  scalePool,
  setVersion,
  takeSnapshot,
  type ClusterChange,
} from '../rancher/changeCluster';
import { provisioningCluster } from '../rancher/kinds';
import { installDefinitions, type Definition } from './installDefinitions';

/** How the portal changes clusters, on whatever serves Rancher's resources. */
export function describeChangeContract(
  name: string,
  start: () => Promise<{
    kubeConfig: KubeConfig;
    definitions: readonly Definition[];
    stop?(): Promise<void>;
  }>,
): void {
  describe(`a change of a cluster on ${name}`, () => {
    const namespace = `change-${Date.now().toString(36)}`;
    let target: Awaited<ReturnType<typeof start>>;
    let management: KubernetesClient;

    beforeAll(async () => {
      target = await start();
      management = KubernetesClient.create({
        system: 'The server',
        kubeConfig: target.kubeConfig,
      });
      await installDefinitions(management, target.definitions);
      await management.create(coreNamespace, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace },
      });
    }, 120_000);
    afterAll(async () => {
      await management
        ?.delete(coreNamespace, { name: namespace })
        .catch(() => undefined);
      await target?.stop?.();
    }, 60_000);

    beforeEach(async () => {
      await management.create(provisioningCluster, {
        apiVersion: provisioningCluster.apiVersion,
        kind: provisioningCluster.kind,
        metadata: { name: 'shop', namespace },
        spec: {
          kubernetesVersion: 'v1.32.8+rke2r1',
          rkeConfig: {
            machinePools: ['cp', 'workers'].map(pool => ({
              name: pool,
              quantity: 1,
              machineConfigRef: { kind: 'OpenstackConfig', name: `nc-${pool}` },
            })),
          },
        },
      });
    });
    afterEach(() =>
      management.delete(provisioningCluster, { namespace, name: 'shop' }),
    );

    const change = (kind: string, operationId: string, what: ClusterChange) =>
      changeCluster(
        { management, config: { namespace } },
        { name: 'shop', kind, operationId },
        what,
      );
    const generationOf = (cluster: Awaited<ReturnType<typeof change>>) =>
      cluster.spec.rkeConfig?.etcdSnapshotCreate?.generation;

    it('deletes the cluster that was meant, and none that bears its name later', async () => {
      const where = { namespace, name: 'shop' };
      const { metadata } = await management.get(provisioningCluster, where);
      const another = '00000000-0000-0000-0000-000000000000';
      await expect(
        management.delete(provisioningCluster, { ...where, uid: another }),
      ).rejects.toMatchObject({ name: 'ConflictError' });
      expect(
        (await management.get(provisioningCluster, where)).metadata.uid,
      ).toBe(metadata.uid);
    });

    it('is made once, however often the run asks for it', async () => {
      const first = await change('take-snapshot', 'one', takeSnapshot());
      const again = await change('take-snapshot', 'one', takeSnapshot());
      expect(generationOf(first)).toBe(1);
      expect(again.metadata.resourceVersion).toBe(
        first.metadata.resourceVersion,
      );
      const next = await change('take-snapshot', 'two', takeSnapshot());
      expect(generationOf(next)).toBe(2);
    });

    it('is known again after another operation has changed the cluster', async () => {
      await change('take-snapshot', 'one', takeSnapshot());
      await change('rotate-certificates', 'two', rotateCertificates());
      const again = await change('take-snapshot', 'one', takeSnapshot());
      expect(generationOf(again)).toBe(1);
    });

    it('is not taken for another one of the same moment', async () => {
      const made = await Promise.all(
        ['a', 'b', 'c'].map(id => change(`kind-${id}`, id, takeSnapshot())),
      );
      expect(made.map(generationOf).sort()).toEqual([1, 2, 3]);
    });

    it('scales the pool that was meant, and no other', async () => {
      const scaled = await change('scale', 'one', scalePool('workers', 4));
      expect(scaled.spec.rkeConfig?.machinePools).toMatchObject([
        { name: 'cp', quantity: 1 },
        { name: 'workers', quantity: 4 },
      ]);
      await expect(
        change('scale', 'two', scalePool('gone', 4)),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    });

    it('loses none of those who scale a pool at the same moment', async () => {
      const more: ClusterChange = cluster => {
        const { machinePools } = cluster.spec.rkeConfig!;
        return scalePool('workers', machinePools[1].quantity + 1)(cluster);
      };
      await Promise.all(
        ['a', 'b', 'c'].map(id => change(`by-${id}`, id, more)),
      );
      await change('once-more', 'd', more);
      const where = { namespace, name: 'shop' };
      const { spec } = await management.get(provisioningCluster, where);
      expect(spec.rkeConfig?.machinePools[1].quantity).toBe(5);
    });

    it('brings it to another version only from the one that was looked at', async () => {
      const to = 'v1.33.5+rke2r1';
      const upgrade = setVersion('v1.32.8+rke2r1', to);
      const upgraded = await change('upgrade', 'one', upgrade);
      expect(upgraded.spec.kubernetesVersion).toBe(to);
      expect(await change('upgrade', 'one', upgrade)).toEqual(upgraded);
      await expect(change('upgrade', 'two', upgrade)).rejects.toThrow(
        `Cluster shop is being brought to ${to} already`,
      );
    });

    it('goes back to a snapshot with what is to come back', async () => {
      const restore = restoreSnapshot('shop-snapshot', 'kubernetesVersion');
      const { spec } = await change('restore', 'one', restore);
      expect(spec.rkeConfig?.etcdSnapshotRestore).toEqual({
        generation: 1,
        name: 'shop-snapshot',
        restoreRKEConfig: 'kubernetesVersion',
      });
    });
  });
}
