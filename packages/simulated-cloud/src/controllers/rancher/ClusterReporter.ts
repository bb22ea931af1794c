import { keyOf, kinds } from '../runtime';
import { certificatesFrom } from './certificates';
import { figuresOf, fleetClusterStatus } from './clusterObjects';
import {
  clusterConditions,
  controlPlaneConditions,
  managementConditions,
  withTimes,
  type Progress,
} from './conditions';
import { loadOf } from './load';
import { isRunning, rolesOf } from './machineObjects';
import { managementIdOf } from './names';
import type { NodeJoiner } from './NodeJoiner';
import type { RancherCaches, RancherWorld } from './RancherCaches';
import type { Cluster, ControlPlane, Machine } from './types';

interface Report {
  cluster: Cluster;
  controlPlane?: ControlPlane;
  machines: Machine[];
  progress: Progress;
}

/** Writes how a cluster is doing into each of the objects that tell it. */
export class ClusterReporter {
  constructor(
    private readonly world: RancherWorld,
    private readonly caches: RancherCaches,
    private readonly joiner: NodeJoiner,
  ) {}

  async report(report: Report): Promise<void> {
    await this.reportManagement(report);
    await this.reportControlPlane(report);
    await this.reportFleet(report);
    await this.reportCluster(report);
  }

  private async reportCluster({ cluster, progress }: Report) {
    const { name, generation } = cluster.metadata;
    await this.world.client.patchStatus(kinds.cluster, cluster, {
      clusterName: managementIdOf(cluster),
      clientSecretName: `${name}-kubeconfig`,
      fleetWorkspaceName: cluster.metadata.namespace,
      agentDeployed: progress.provisioned,
      // once true it stays true, however the cluster is doing
      ready: progress.provisioned,
      observedGeneration: generation,
      conditions: withTimes(
        clusterConditions(progress),
        cluster.status?.conditions,
        this.world.clock.now(),
      ),
    });
  }

  private async reportManagement({ cluster, machines, progress }: Report) {
    const id = managementIdOf(cluster);
    const present = this.caches.managementClusters.get(id);
    if (!present) return;
    const running = machines.filter(isRunning);
    const version = serverVersion(running) ?? '';
    this.world.downstreams.setVersion(id, version);
    await this.world.client.patchStatus(kinds.managementCluster, present, {
      ...(progress.provisioned &&
        running.length && {
          ...figuresOf({
            cluster,
            version,
            flavors: running.map(machine => this.joiner.flavorOf(machine)),
            workers: running.filter(one => rolesOf(one).includes('worker'))
              .length,
            load: loadOf(cluster.metadata.name),
          }),
        }),
      ...(progress.provisioned &&
        !present.status?.certificatesExpiration && {
          certificatesExpiration: certificatesFrom(this.world.clock.now()),
        }),
      conditions: withTimes(
        managementConditions(progress),
        present.status?.conditions,
        this.world.clock.now(),
      ),
    });
  }

  private async reportControlPlane({ controlPlane, progress }: Report) {
    if (!controlPlane) return;
    const present =
      this.caches.controlPlanes.get(keyOf(controlPlane)) ?? controlPlane;
    await this.world.client.patchStatus(kinds.controlPlane, present, {
      observedGeneration: controlPlane.metadata.generation ?? 1,
      initialized: progress.provisioned,
      ready: progress.provisioned,
      conditions: withTimes(
        controlPlaneConditions(progress),
        present.status?.conditions,
        this.world.clock.now(),
      ),
    });
  }

  private async reportFleet({ cluster, progress }: Report) {
    const present = this.caches.fleetClusters.get(keyOf(cluster));
    if (!present || present.status || !progress.provisioned) return;
    const time = new Date(this.world.clock.now()).toISOString();
    await this.world.client.patchStatus(
      kinds.fleetCluster,
      present,
      fleetClusterStatus(cluster.metadata.name, time),
    );
  }
}

/** The API server has the version of the oldest server that is left. */
function serverVersion(machines: Machine[]): string | undefined {
  return machines
    .filter(machine => rolesOf(machine).includes('control-plane'))
    .map(({ status }) => status?.nodeInfo?.kubeletVersion ?? '')
    .sort()[0];
}
