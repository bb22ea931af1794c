import {
  watchCollection,
  type KubernetesKind,
  type ReadingReporter,
  type WatchedCollection,
  type WatchTimes,
} from '@flytower/cloud-node/upstream/kubernetes';
import {
  fleetKinds,
  rancherKinds,
  type RancherSource,
} from '@flytower/cloud-node/upstream/rancher';
import { Grouped } from './Grouped';

export interface RancherSnapshotOptions {
  source: RancherSource;
  signal: AbortSignal;
  /** How reading one of the collections goes. */
  reporterFor(collection: string): ReadingReporter;
  /** Clusters, by name, of which something may have changed. */
  onTouched(names: string[]): void;
  onUnreadable(what: string, error: Error): void;
  times?: Partial<WatchTimes>;
}

const clusterNameLabel = 'rke.cattle.io/cluster-name';

/** The objects of one Rancher that clusters are made of, each kind kept by a watch, with the indexes that are asked for. */
export class RancherSnapshot {
  readonly clusters: WatchedCollection<rancherKinds.ProvisioningCluster>;
  private readonly management: WatchedCollection<rancherKinds.ManagementCluster>;
  private readonly configs: WatchedCollection<rancherKinds.OpenstackConfig>;
  private readonly machines: Grouped<rancherKinds.Machine>;
  private readonly helmOps: Grouped<fleetKinds.HelmOp>;
  private readonly deployments: Grouped<fleetKinds.BundleDeployment>;
  private readonly machineDeployments: Grouped<rancherKinds.MachineDeployment>;
  private readonly controlPlanes: Grouped<rancherKinds.ControlPlane>;
  private readonly etcdSnapshots: Grouped<rancherKinds.EtcdSnapshot>;
  private readonly byRancherId: Grouped<rancherKinds.ProvisioningCluster>;
  private readonly byConfig: Grouped<rancherKinds.ProvisioningCluster>;
  private readonly collections: { isSynced: boolean }[] = [];
  private readonly namespace: string;

  constructor(private readonly options: RancherSnapshotOptions) {
    this.namespace = options.source.config.namespace;
    this.clusters = this.watch(rancherKinds.provisioningCluster, cluster => {
      this.byRancherId.touch();
      this.byConfig.touch();
      return [cluster.metadata.name];
    });
    this.byRancherId = new Grouped(
      () => this.clusters.items.values(),
      cluster => [cluster.status?.clusterName],
    );
    this.byConfig = new Grouped(
      () => this.clusters.items.values(),
      cluster => machineConfigsOf(cluster),
    );
    this.management = this.watch(rancherKinds.managementCluster, cluster =>
      namesOf(this.byRancherId.get(cluster.metadata.name)),
    );
    this.configs = this.watch(rancherKinds.openstackConfig, config =>
      namesOf(this.byConfig.get(config.metadata.name)),
    );
    this.machines = this.watchGrouped(rancherKinds.machine, one => [
      one.spec.clusterName,
    ]);
    this.machineDeployments = this.watchGrouped(
      rancherKinds.machineDeployment,
      one => [one.spec.clusterName],
    );
    // both are named after their cluster; the label is there also where the field is not
    this.controlPlanes = this.watchGrouped(rancherKinds.controlPlane, one => [
      one.spec.clusterName ?? one.metadata.name,
    ]);
    this.etcdSnapshots = this.watchGrouped(rancherKinds.etcdSnapshot, one => [
      one.spec.clusterName ?? one.metadata.labels[clusterNameLabel],
    ]);
    this.helmOps = this.watchGrouped(fleetKinds.helmOp, one =>
      one.spec.targets.map(target => target.clusterName),
    );
    this.deployments = this.watchGrouped(fleetKinds.bundleDeployment, one => [
      one.metadata.labels[fleetKinds.fleetLabels.cluster],
    ]);
  }

  /** True once everything was read completely, so that what is missing is known to be missing. */
  get isComplete(): boolean {
    return this.collections.every(({ isSynced }) => isSynced);
  }

  cluster(name: string): rancherKinds.ProvisioningCluster | undefined {
    return this.clusters.items.get(`${this.namespace}/${name}`);
  }

  /** What belongs to a cluster, also to one that the watch has not told of yet. */
  around(provisioning: rancherKinds.ProvisioningCluster) {
    const { name } = provisioning.metadata;
    const configs = machineConfigsOf(provisioning).flatMap(
      config => this.configs.items.get(`${this.namespace}/${config}`) ?? [],
    );
    return {
      management: this.management.items.get(
        provisioning.status?.clusterName ?? '',
      ),
      machines: this.machines.get(name),
      machineConfigs: new Map(
        configs.map(config => [config.metadata.name, config]),
      ),
      machineDeployments: this.machineDeployments.get(name),
      controlPlane: this.controlPlanes.get(name).at(0),
      etcdSnapshots: this.etcdSnapshots.get(name),
      helmOps: this.helmOps.get(name),
      deployments: this.deployments.get(name),
    };
  }

  private watchGrouped<T extends ClusterPart | FleetObject>(
    kind: KubernetesKind<T>,
    clustersOf: (object: T) => (string | undefined)[],
  ): Grouped<T> {
    const groups: Grouped<T>[] = [];
    const collection = this.watch(kind, object => {
      for (const group of groups) group.touch();
      return clustersOf(object);
    });
    const grouped = new Grouped(() => collection.items.values(), clustersOf);
    groups.push(grouped);
    return grouped;
  }

  private watch<T extends ClusterPart | RancherObject | FleetObject>(
    kind: KubernetesKind<T>,
    touched: (object: T) => (string | undefined)[],
  ): WatchedCollection<T> {
    const { source, signal, times, reporterFor, onTouched, onUnreadable } =
      this.options;
    const collection = watchCollection({
      client: source.management,
      kind,
      // Fleet keeps what it deploys in a namespace per cluster
      selector:
        kind.plural === fleetKinds.bundleDeployment.plural
          ? {}
          : { namespace: this.namespace },
      signal,
      times,
      reporter: reporterFor(`${kind.plural}.${kind.apiVersion}`),
      onChanges: changes => {
        const names = changes.flatMap(change => touched(change.object));
        onTouched([...new Set(names)].filter(name => name !== undefined));
      },
      onUnreadable: (key, error) => onUnreadable(`${kind.kind} ${key}`, error),
    });
    this.collections.push(collection);
    return collection;
  }
}

type ClusterPart =
  | rancherKinds.Machine
  | rancherKinds.MachineDeployment
  | rancherKinds.ControlPlane
  | rancherKinds.EtcdSnapshot;
type FleetObject = fleetKinds.HelmOp | fleetKinds.BundleDeployment;
type RancherObject =
  | rancherKinds.ProvisioningCluster
  | rancherKinds.ManagementCluster
  | rancherKinds.OpenstackConfig;

function namesOf(clusters: rancherKinds.ProvisioningCluster[]): string[] {
  return clusters.map(cluster => cluster.metadata.name);
}

function machineConfigsOf(cluster: rancherKinds.ProvisioningCluster): string[] {
  return (cluster.spec.rkeConfig?.machinePools ?? []).flatMap(
    pool => pool.machineConfigRef?.name ?? [],
  );
}
