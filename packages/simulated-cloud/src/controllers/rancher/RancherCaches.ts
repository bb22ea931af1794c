import type { Clock } from '../../Clock';
import type { KubeObject } from '../../kubernetes/types';
import type { Scenarios } from '../../Scenarios';
import { Informer, type KubeClient, kinds } from '../runtime';
import { clusterLabel, deploymentLabel } from './machineObjects';
import type {
  Cluster,
  ControlPlane,
  Flavor,
  Machine,
  MachineConfig,
  MachineDeployment,
  ManagementCluster,
} from './types';

/** The clusters that Rancher manages, reached with a client each. */
export interface Downstreams {
  /** Its API server answers from now on. */
  open(cluster: { id: string; name: string }): void;
  close(id: string): void;
  /** Whether Rancher's proxy gets through to it. */
  setConnected(id: string, connected: boolean): void;
  /** Version that its API server tells. */
  setVersion(id: string, version: string): void;
  client(id: string): KubeClient;
}

/** What the controllers of Rancher work with. */
export interface RancherWorld {
  client: KubeClient;
  clock: Clock;
  scenarios: Scenarios;
  downstreams: Downstreams;
  /** Kubernetes versions that Rancher knows how to install. */
  versions: readonly string[];
  /** What OpenStack has for machines. */
  flavors: ReadonlyMap<string, Flavor>;
  /** Names of clusters whose agent was lost before this program began. */
  lostAgents: ReadonlySet<string>;
  log(message: string): void;
}

/** Copies of everything that Rancher's controllers look at. */
export class RancherCaches {
  readonly clusters: Informer<Cluster>;
  readonly managementClusters: Informer<ManagementCluster>;
  readonly capiClusters: Informer<KubeObject>;
  readonly controlPlanes: Informer<ControlPlane>;
  readonly machineDeployments: Informer<MachineDeployment>;
  readonly machineSets: Informer<KubeObject>;
  readonly machines: Informer<Machine>;
  readonly machineConfigs: Informer<MachineConfig>;
  readonly etcdSnapshots: Informer<KubeObject>;
  readonly fleetClusters: Informer<KubeObject>;

  constructor({ client, clock }: Pick<RancherWorld, 'client' | 'clock'>) {
    this.clusters = new Informer(client, kinds.cluster, clock);
    this.managementClusters = new Informer(
      client,
      kinds.managementCluster,
      clock,
    );
    this.capiClusters = new Informer(client, kinds.capiCluster, clock);
    this.controlPlanes = new Informer(client, kinds.controlPlane, clock);
    this.machineDeployments = new Informer(
      client,
      kinds.machineDeployment,
      clock,
    );
    this.machineSets = new Informer(client, kinds.machineSet, clock);
    this.machines = new Informer(client, kinds.machine, clock);
    this.machineConfigs = new Informer(client, kinds.machineConfig, clock);
    this.etcdSnapshots = new Informer(client, kinds.etcdSnapshot, clock);
    this.fleetClusters = new Informer(client, kinds.fleetCluster, clock);
  }

  machinesOf(cluster: string): Machine[] {
    return this.machines
      .list(machine => machine.metadata.labels?.[clusterLabel] === cluster)
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  }

  /** What OpenStack is asked for when this machine is made. */
  machineConfigOf(machine: Machine): MachineConfig | undefined {
    const { namespace, labels } = machine.metadata;
    const deployment = this.machineDeployments.get(
      `${namespace}/${labels?.[deploymentLabel]}`,
    );
    const name = deployment?.spec.template.spec?.infrastructureRef?.name;
    return this.machineConfigs.get(`${namespace}/${name}`);
  }

  async start(): Promise<void> {
    await Promise.all(this.all().map(informer => informer.start()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.all().map(informer => informer.stop()));
  }

  private all() {
    return [
      this.clusters,
      this.managementClusters,
      this.capiClusters,
      this.controlPlanes,
      this.machineDeployments,
      this.machineSets,
      this.machines,
      this.machineConfigs,
      this.etcdSnapshots,
      this.fleetClusters,
    ];
  }
}
