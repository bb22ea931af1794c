import type { KubeObject } from '../../kubernetes/types';
import { kinds, type Controller } from '../runtime';
import { certificatesFrom } from './certificates';
import { isRunning, rolesOf } from './machineObjects';
import { managementIdOf } from './names';
import type { RancherCaches, RancherWorld } from './RancherCaches';
import { etcdSnapshotOf, failed, restoredSpec } from './snapshotObject';
import type { Cluster, ControlPlane, Machine } from './types';

const snapshotTime = 6_000;
const restorePhases: [phase: string, ms: number][] = [
  ['Started', 1000],
  ['Shutdown', 3000],
  ['Restore', 5000],
  ['PostRestorePodCleanup', 1000],
  ['InitialRestartCluster', 2000],
  ['PostRestoreNodeCleanup', 1000],
  ['RestartCluster', 4000],
];

interface Work {
  key: string;
  cluster: Cluster;
  controlPlane: ControlPlane;
  machines: Machine[];
}

const isOver = (phase: string | undefined) =>
  phase === 'Finished' || phase === 'Failed';

/** What a rising generation in `spec.rkeConfig` asks for: snapshots, restores, new certificates. */
export class DayTwo {
  constructor(
    private readonly world: RancherWorld,
    private readonly caches: RancherCaches,
    private readonly controller: Controller,
  ) {}

  /** Going back comes before everything else. What is being waited for; nothing once it is done. */
  async restore(work: Work): Promise<string | undefined> {
    const { key, cluster, controlPlane } = work;
    const wanted = cluster.spec.rkeConfig?.etcdSnapshotRestore;
    const { status } = controlPlane;
    if (!wanted?.generation) return undefined;
    const taken = status?.etcdSnapshotRestore?.generation === wanted.generation;
    if (taken && isOver(status?.etcdSnapshotRestorePhase)) return undefined;
    const { namespace } = cluster.metadata;
    const snapshot = this.caches.etcdSnapshots.get(
      `${namespace}/${wanted.name}`,
    );
    if (!snapshot) {
      await this.report(controlPlane, {
        etcdSnapshotRestore: wanted,
        etcdSnapshotRestorePhase: 'Failed',
      });
      return undefined;
    }
    if (!taken) await this.bringBack(cluster, snapshot, wanted);
    const phase = restorePhases.find(
      ([name, ms]) =>
        !this.controller.elapsed(
          key,
          `restore ${wanted.generation} ${name}`,
          ms,
        ),
    )?.[0];
    await this.report(controlPlane, {
      etcdSnapshotRestore: wanted,
      etcdSnapshotRestorePhase: phase ?? 'Finished',
    });
    return phase && `waiting for etcd restore: ${phase}`;
  }

  /** Snapshots and certificates, one after the other. */
  async run(work: Work): Promise<string | undefined> {
    return (await this.snapshot(work)) ?? (await this.rotateCertificates(work));
  }

  private async bringBack(
    cluster: Cluster,
    snapshot: KubeObject,
    wanted: { restoreRKEConfig?: string },
  ) {
    const spec = restoredSpec(snapshot, wanted.restoreRKEConfig);
    if (Object.keys(spec).length)
      await this.world.client.patch(kinds.cluster, cluster.metadata, { spec });
  }

  private async snapshot({ key, cluster, controlPlane, machines }: Work) {
    const wanted = cluster.spec.rkeConfig?.etcdSnapshotCreate?.generation;
    const { status } = controlPlane;
    if (!wanted) return undefined;
    const taken = status?.etcdSnapshotCreate?.generation === wanted;
    if (taken && isOver(status?.etcdSnapshotCreatePhase)) return undefined;
    const etcdSnapshotCreate = { generation: wanted };
    if (!this.controller.elapsed(key, `snapshot ${wanted}`, snapshotTime)) {
      await this.report(controlPlane, {
        etcdSnapshotCreate,
        etcdSnapshotCreatePhase: 'Started',
      });
      return 'waiting for etcd snapshot creation';
    }
    const failing = this.world.scenarios.isOn(
      'snapshot-fails',
      cluster.metadata.name,
    );
    for (const machine of machines.filter(
      one => isRunning(one) && rolesOf(one).includes('etcd'),
    ))
      await this.world.client.ensure(
        kinds.etcdSnapshot,
        failing
          ? failed(this.snapshotOf(cluster, machine, wanted))
          : this.snapshotOf(cluster, machine, wanted),
      );
    await this.report(controlPlane, {
      etcdSnapshotCreate,
      etcdSnapshotCreatePhase: failing ? 'Failed' : 'Finished',
    });
    return undefined;
  }

  private snapshotOf(cluster: Cluster, machine: Machine, generation: number) {
    return etcdSnapshotOf({
      cluster,
      node: machine.status?.nodeRef?.name ?? machine.metadata.name,
      machine: machine.metadata.uid ?? '',
      // several snapshots of one second are still told apart
      at: this.world.clock.now() + generation * 1000,
    });
  }

  private async rotateCertificates({ key, cluster, controlPlane }: Work) {
    const wanted = cluster.spec.rkeConfig?.rotateCertificates?.generation;
    if (
      !wanted ||
      controlPlane.status?.certificateRotationGeneration === wanted
    )
      return undefined;
    if (!this.controller.elapsed(key, `certificates ${wanted}`, 8000))
      return 'rotating certificates: waiting for plan to be applied';
    const management = this.caches.managementClusters.get(
      managementIdOf(cluster),
    );
    if (management)
      await this.world.client.patchStatus(kinds.managementCluster, management, {
        certificatesExpiration: certificatesFrom(this.world.clock.now()),
      });
    await this.report(controlPlane, { certificateRotationGeneration: wanted });
    return undefined;
  }

  private async report(
    controlPlane: ControlPlane,
    status: NonNullable<ControlPlane['status']>,
  ) {
    await this.world.client.patchStatus(kinds.controlPlane, controlPlane, {
      observedGeneration: controlPlane.metadata.generation ?? 1,
      ...status,
    });
  }
}
