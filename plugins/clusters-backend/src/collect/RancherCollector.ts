import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Changes } from '@flytower/cloud-common';
import type {
  ClusterSnapshot,
  InstalledAddon,
} from '@flytower/cloud-common/clusters';
import type {
  ReadingReporter,
  WatchTimes,
} from '@flytower/cloud-node/upstream/kubernetes';
import type {
  AddonConfig,
  fleetKinds,
  rancherKinds,
  RancherSource,
} from '@flytower/cloud-node/upstream/rancher';
import { toAddons } from '../map/toAddons';
import {
  toCertificates,
  type ClusterCertificates,
} from '../map/toCertificates';
import {
  toControlPlane,
  type ControlPlaneProgress,
} from '../map/toControlPlane';
import {
  toMachine,
  toPools,
  type ClusterMachine,
  type ClusterPool,
} from '../map/toMachines';
import { toSnapshots } from '../map/toSnapshots';
import { clusterIdOf, toCluster, type ClusterRecord } from '../map/toCluster';
import { RancherSnapshot } from './RancherSnapshot';
import { ReleaseList } from './ReleaseList';

/** A cluster as it was worked out last, and what of it people can see. */
export interface CollectedCluster {
  record: ClusterRecord;
  addons: InstalledAddon[];
  machines: ClusterMachine[];
  pools: ClusterPool[];
  snapshots: ClusterSnapshot[];
  certificates?: ClusterCertificates;
  controlPlane: ControlPlaneProgress;
  objects: {
    machines: rancherKinds.Machine[];
    deployments: fleetKinds.BundleDeployment[];
    provisioning: rancherKinds.ProvisioningCluster;
  };
  management?: rancherKinds.ManagementCluster;
}

export interface RancherCollectorOptions {
  source: RancherSource;
  addons: AddonConfig[];
  logger: LoggerService;
  signal: AbortSignal;
  reporterFor(collection: string): ReadingReporter;
  onChanges(changes: Changes['changes']): void;
  times?: Partial<WatchTimes>;
}

/** Rancher runs on a cluster itself; that one is the platform's own affair. */
const hidden = 'local';

/**
 * All that the portal knows of one Rancher, worked out again only where something changed. Requests to Rancher do not
 * grow with the number of people who look, and heartbeats that change nothing visible are not told to anybody.
 */
export class RancherCollector {
  readonly source: RancherSource;
  readonly releases: ReleaseList;
  private readonly snapshot: RancherSnapshot;
  private readonly collected = new Map<string, CollectedCluster>();
  private readonly told = new Map<string, string>();

  constructor(private readonly options: RancherCollectorOptions) {
    this.source = options.source;
    this.releases = ReleaseList.start({
      ...options,
      onRead: () => this.touched([...this.told.keys()]),
    });
    this.snapshot = new RancherSnapshot({
      ...options,
      onTouched: names => this.touched(names),
      onUnreadable: (what, error) =>
        options.logger.warn(
          `${this.source.config.title}: ${what} is not understood and stays as it was: ${error.message}`,
        ),
    });
  }

  /** True once the clusters were read completely, so that "there is no such cluster" can be said. */
  get isSynced(): boolean {
    return this.snapshot.clusters.isSynced;
  }

  /** True once all that clusters are made of was read completely: only then is what is missing known to be missing. */
  get isComplete(): boolean {
    return this.snapshot.isComplete;
  }

  list(): CollectedCluster[] {
    return [...this.snapshot.clusters.items.values()].flatMap(
      cluster => this.get(cluster.metadata.name) ?? [],
    );
  }

  get(name: string): CollectedCluster | undefined {
    const known = this.collected.get(name);
    if (known) return known;
    const provisioning = this.snapshot.cluster(name);
    if (!provisioning || name === hidden) return undefined;
    const cluster = this.workOut(provisioning);
    this.collected.set(name, cluster);
    return cluster;
  }

  /** The machines of a cluster, also those that come or go. */
  machinesOf(name: string): ClusterMachine[] {
    return this.get(name)?.machines ?? [];
  }

  poolsOf(name: string): ClusterPool[] {
    return this.get(name)?.pools ?? [];
  }

  /** Newest first, also those that failed. */
  snapshotsOf(name: string): ClusterSnapshot[] {
    return this.get(name)?.snapshots ?? [];
  }

  certificates(name: string): ClusterCertificates | undefined {
    return this.get(name)?.certificates;
  }

  /** How far snapshots, restores and new certificates are. */
  controlPlane(name: string): ControlPlaneProgress | undefined {
    return this.get(name)?.controlPlane;
  }

  /** A cluster from an object that was just read or made, with all that is known around it. */
  workOut(provisioning: rancherKinds.ProvisioningCluster): CollectedCluster {
    const around = this.snapshot.around(provisioning);
    const machines = around.machines
      .map(toMachine)
      .sort((a, b) => a.name.localeCompare(b.name));
    return {
      record: toCluster({
        source: this.source.config.name,
        provisioning,
        management: around.management,
        machines: around.machines,
        machineConfigs: around.machineConfigs,
        versions: this.releases.versions,
      }),
      addons: toAddons({
        helmOps: around.helmOps,
        deployments: around.deployments,
        addons: this.options.addons,
      }),
      machines,
      pools: toPools(provisioning, machines, around.machineDeployments),
      snapshots: toSnapshots(around.etcdSnapshots),
      certificates: toCertificates(around.management),
      controlPlane: toControlPlane(provisioning, around.controlPlane),
      objects: {
        machines: around.machines,
        deployments: around.deployments,
        provisioning,
      },
      management: around.management,
    };
  }

  private touched(names: string[]): void {
    const changes: Changes['changes'] = [];
    for (const name of names) {
      if (name === hidden) continue;
      this.collected.delete(name);
      const cluster = this.get(name);
      const id = clusterIdOf(this.source.config.name, name);
      if (!cluster) {
        if (this.told.delete(name)) changes.push({ id, change: 'removed' });
        continue;
      }
      const visible = JSON.stringify([
        cluster.record,
        cluster.addons,
        cluster.snapshots,
        cluster.certificates?.expireAt,
      ]);
      if (this.told.get(name) === visible) continue;
      this.told.set(name, visible);
      changes.push({ id, change: 'upserted' });
    }
    if (changes.length > 0) this.options.onChanges(changes);
  }
}
