import { kinds, type Controller } from '../runtime';
import { isRunning, ownedBy, rolesOf } from './machineObjects';
import type { RancherCaches, RancherWorld } from './RancherCaches';
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

/** What a rising generation in `spec.rkeConfig` asks for: snapshots, restores, new certificates. */
export class DayTwo {
  constructor(
    private readonly world: RancherWorld,
    private readonly caches: RancherCaches,
    private readonly controller: Controller,
  ) {}

  /** What is being waited for; nothing once all that was asked for is done. */
  async run(work: Work): Promise<string | undefined> {
    return (
      (await this.restore(work)) ??
      (await this.snapshot(work)) ??
      (await this.rotateCertificates(work))
    );
  }

  private async snapshot({ key, cluster, controlPlane, machines }: Work) {
    const wanted = cluster.spec.rkeConfig?.etcdSnapshotCreate?.generation;
    const { status } = controlPlane;
    if (!wanted || status?.etcdSnapshotCreate?.generation === wanted)
      return undefined;
    if (!this.controller.elapsed(key, `snapshot ${wanted}`, snapshotTime)) {
      await this.report(controlPlane, { etcdSnapshotCreatePhase: 'Started' });
      return 'waiting for etcd snapshot creation';
    }
    for (const machine of machines.filter(
      one => isRunning(one) && rolesOf(one).includes('etcd'),
    ))
      await this.world.client.ensure(
        kinds.etcdSnapshot,
        this.snapshotOf(cluster, machine, wanted),
      );
    await this.report(controlPlane, {
      etcdSnapshotCreate: { generation: wanted },
      etcdSnapshotCreatePhase: 'Finished',
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

  private async restore({ key, cluster, controlPlane }: Work) {
    const wanted = cluster.spec.rkeConfig?.etcdSnapshotRestore;
    const { status } = controlPlane;
    if (
      !wanted?.generation ||
      status?.etcdSnapshotRestore?.generation === wanted.generation
    )
      return undefined;
    const { namespace } = cluster.metadata;
    if (!this.caches.etcdSnapshots.get(`${namespace}/${wanted.name}`)) {
      await this.report(controlPlane, {
        etcdSnapshotRestore: wanted,
        etcdSnapshotRestorePhase: 'Failed',
      });
      return undefined;
    }
    const phase = restorePhases.find(
      ([name, ms]) =>
        !this.controller.elapsed(
          key,
          `restore ${wanted.generation} ${name}`,
          ms,
        ),
    )?.[0];
    await this.report(controlPlane, {
      ...(!phase && { etcdSnapshotRestore: wanted }),
      etcdSnapshotRestorePhase: phase ?? 'Finished',
    });
    return phase && `waiting for etcd restore: ${phase}`;
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

/** A snapshot of etcd that lies on the node that took it. */
export function etcdSnapshotOf(options: {
  cluster: Cluster;
  node: string;
  machine: string;
  at: number;
  scheduled?: boolean;
}) {
  const { cluster, node, machine, at, scheduled } = options;
  const seconds = Math.floor(at / 1000);
  const file = `${
    scheduled ? 'etcd-snapshot' : 'on-demand'
  }-${node}-${seconds}`;
  return {
    apiVersion: kinds.etcdSnapshot.apiVersion,
    kind: kinds.etcdSnapshot.kind,
    metadata: {
      name: `${cluster.metadata.name}-${file}-local`,
      namespace: cluster.metadata.namespace,
      labels: {
        'rke.cattle.io/cluster-name': cluster.metadata.name,
        'rke.cattle.io/machine-id': machine,
      },
      annotations: {
        'etcdsnapshot.rke.io/snapshot-file-name': file,
        'etcdsnapshot.rke.io/storage': 'local',
      },
      ownerReferences: ownedBy(cluster),
    },
    spec: { clusterName: cluster.metadata.name },
    snapshotFile: {
      name: file,
      nodeName: node,
      location: `file:///var/lib/rancher/rke2/server/db/snapshots/${file}`,
      createdAt: new Date(seconds * 1000).toISOString().replace('.000', ''),
      size: 18_350_112,
      status: 'successful',
    },
    status: { missing: false },
  };
}
