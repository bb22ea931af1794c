import { Controller, isStatus, keyOf, kinds } from '../runtime';
import { ClusterRemover } from './ClusterRemover';
import { ClusterReporter } from './ClusterReporter';
import {
  capiClusterOf,
  clusterFinalizers,
  controlPlaneOf,
  fleetClusterOf,
  managementClusterOf,
} from './clusterObjects';
import type { Progress } from './conditions';
import { DayTwo } from './DayTwo';
import {
  clusterLabel,
  isGoing,
  isRunning,
  machineDeploymentOf,
} from './machineObjects';
import { managementIdOf, poolObjectName } from './names';
import { NodeJoiner } from './NodeJoiner';
import { NodeUpgrader } from './NodeUpgrader';
import type { RancherCaches, RancherWorld } from './RancherCaches';
import type { Cluster, ControlPlane, Machine } from './types';

/** Rancher's provisioning: from the wish for a cluster to a cluster, and through its later changes. */
export class ClustersController {
  private readonly controller: Controller;
  private readonly joiner: NodeJoiner;
  private readonly upgrader: NodeUpgrader;
  private readonly dayTwo: DayTwo;
  private readonly remover: ClusterRemover;
  private readonly reporter: ClusterReporter;
  private readonly forgetScenarios: () => void;

  constructor(
    private readonly world: RancherWorld,
    private readonly caches: RancherCaches,
  ) {
    this.controller = new Controller({
      name: 'clusters',
      clock: world.clock,
      log: world.log,
      reconcile: key => this.reconcile(key),
    });
    this.joiner = new NodeJoiner(world, caches, this.controller);
    this.upgrader = new NodeUpgrader(world, this.controller);
    this.dayTwo = new DayTwo(world, caches, this.controller);
    this.remover = new ClusterRemover(world, caches, this.controller);
    this.reporter = new ClusterReporter(world, caches, this.joiner);
    caches.clusters.onChange(({ type, object }) => {
      if (type === 'gone') this.controller.forget(keyOf(object));
      else this.controller.enqueue(keyOf(object));
    });
    caches.machines.onChange(({ object }) => {
      const { namespace, labels } = object.metadata;
      this.controller.enqueue(`${namespace}/${labels?.[clusterLabel]}`);
    });
    caches.machineConfigs.onChange(() => this.enqueueStalled());
    this.forgetScenarios = world.scenarios.onChange(({ name }) => {
      if (name === 'agent-lost' || name === 'functions-down') this.enqueueAll();
    });
  }

  start() {
    this.controller.start();
  }

  stop() {
    this.forgetScenarios();
    return this.controller.stop();
  }

  private enqueueAll() {
    for (const cluster of this.caches.clusters.list())
      this.controller.enqueue(keyOf(cluster));
  }

  private enqueueStalled() {
    for (const cluster of this.caches.clusters.list(({ status }) =>
      Boolean(
        status?.conditions?.some(
          ({ type, status: is }) => type === 'Stalled' && is === 'True',
        ),
      ),
    ))
      this.controller.enqueue(keyOf(cluster));
  }

  private async reconcile(key: string) {
    const cluster = this.caches.clusters.get(key);
    // Rancher's own cluster and imported ones have nothing to provision
    if (!cluster?.spec.rkeConfig) return;
    if (isGoing(cluster)) {
      await this.remove(key, cluster);
      return;
    }
    await this.finalize(cluster);
    const controlPlane = await this.ensureObjects(cluster);
    const machines = this.caches
      .machinesOf(cluster.metadata.name)
      .filter(machine => !isGoing(machine));
    const progress = await this.advance(key, cluster, controlPlane, machines);
    await this.reporter.report({ cluster, controlPlane, machines, progress });
  }

  private async finalize(cluster: Cluster) {
    const present = cluster.metadata.finalizers ?? [];
    if (clusterFinalizers.every(finalizer => present.includes(finalizer)))
      return;
    await this.world.client.patch(kinds.cluster, cluster.metadata, {
      metadata: {
        finalizers: [...new Set([...present, ...clusterFinalizers])],
      },
    });
  }

  private async ensureObjects(cluster: Cluster): Promise<ControlPlane> {
    const { client } = this.world;
    const { caches } = this;
    const key = keyOf(cluster);
    if (!caches.managementClusters.get(managementIdOf(cluster)))
      await client.ensure(
        kinds.managementCluster,
        managementClusterOf(cluster),
      );
    if (!caches.capiClusters.get(key))
      await client.ensure(kinds.capiCluster, capiClusterOf(cluster));
    if (!caches.fleetClusters.get(key))
      await client.ensure(kinds.fleetCluster, fleetClusterOf(cluster));
    if (!this.refusal(cluster)) await this.ensurePools(cluster);
    const controlPlane = caches.controlPlanes.get(key);
    const wanted = controlPlaneOf(cluster);
    if (!controlPlane) return client.ensure(kinds.controlPlane, wanted);
    const { kubernetesVersion } = wanted.spec;
    return controlPlane.spec.kubernetesVersion === kubernetesVersion
      ? controlPlane
      : client.patch(kinds.controlPlane, controlPlane.metadata, {
          spec: { kubernetesVersion },
        });
  }

  private async ensurePools(cluster: Cluster) {
    const { client } = this.world;
    const { name, namespace } = cluster.metadata;
    const pools = cluster.spec.rkeConfig?.machinePools ?? [];
    for (const pool of pools) {
      const key = `${namespace}/${poolObjectName(name, pool.name)}`;
      const present = this.caches.machineDeployments.get(key);
      const wanted = machineDeploymentOf(cluster, pool);
      if (!present) await client.ensure(kinds.machineDeployment, wanted);
      else if (present.spec.replicas !== wanted.spec.replicas)
        await client.patch(kinds.machineDeployment, present.metadata, {
          spec: { replicas: wanted.spec.replicas },
        });
    }
    const names = pools.map(pool => poolObjectName(name, pool.name));
    for (const { metadata } of this.caches.machineDeployments.list(
      one =>
        one.spec.clusterName === name && !names.includes(one.metadata.name),
    ))
      await client.delete(kinds.machineDeployment, metadata);
  }

  /** Why this cluster cannot be built as it is written. */
  private refusal(cluster: Cluster): string | undefined {
    const { kubernetesVersion = '', rkeConfig } = cluster.spec;
    if (!this.world.versions.includes(kubernetesVersion))
      return `unable to find releaseData for version ${kubernetesVersion}`;
    const { namespace } = cluster.metadata;
    const missing = rkeConfig?.machinePools?.find(
      ({ machineConfigRef: ref }) =>
        !ref || !this.caches.machineConfigs.get(`${namespace}/${ref.name}`),
    );
    return (
      missing &&
      `machine pool ${
        missing.name
      }: openstackconfigs.rke-machine-config.cattle.io "${
        missing.machineConfigRef?.name ?? ''
      }" not found`
    );
  }

  /** A function platform that is down cannot be reached as a cluster either. */
  private isFunctionsDown(cluster: string): boolean {
    const platform = /^functions-(.+)$/.exec(cluster)?.[1];
    return (
      platform !== undefined &&
      this.world.scenarios.isOn('functions-down', platform)
    );
  }

  private async advance(
    key: string,
    cluster: Cluster,
    controlPlane: ControlPlane,
    machines: Machine[],
  ): Promise<Progress> {
    const { name } = cluster.metadata;
    const provisioned = cluster.status?.ready === true;
    const connected =
      !this.world.lostAgents.has(name) &&
      !this.world.scenarios.isOn('agent-lost', name) &&
      !this.isFunctionsDown(name);
    this.world.downstreams.setConnected(managementIdOf(cluster), connected);
    const at = { provisioned, connected: provisioned && connected };
    const failure = this.refusal(cluster) ?? failedMachine(machines);
    if (failure) return { ...at, failure };
    const work = { key, cluster, controlPlane, machines };
    const waiting =
      (await this.joiner.join(key, cluster, machines)) ??
      this.missing(cluster, machines) ??
      (provisioned ? await this.dayTwo.restore(work) : undefined) ??
      (await this.upgrader.upgrade(key, cluster, machines)) ??
      (provisioned ? await this.dayTwo.run(work) : this.agent(key));
    if (waiting) return { ...at, waiting };
    return { provisioned: true, connected };
  }

  /** The last steps of a new cluster. */
  private agent(key: string): string | undefined {
    if (!this.controller.elapsed(key, 'control plane', 2000))
      return 'waiting for control plane to be available';
    if (!this.controller.elapsed(key, 'agent', 4000))
      return 'waiting for cluster agent to connect';
    return undefined;
  }

  private missing(cluster: Cluster, machines: Machine[]): string | undefined {
    const wanted = (cluster.spec.rkeConfig?.machinePools ?? []).reduce(
      (sum, { quantity = 1 }) => sum + quantity,
      0,
    );
    if (machines.filter(isRunning).length >= wanted && wanted > 0)
      return undefined;
    return machines.length
      ? 'waiting for infrastructure ready'
      : 'waiting for at least one control plane, etcd, and worker node to be registered';
  }

  private async remove(key: string, cluster: Cluster) {
    const waiting = await this.remover.remove(key, cluster);
    if (!waiting) return;
    const controlPlane = this.caches.controlPlanes.get(key);
    try {
      await this.reporter.report({
        cluster,
        controlPlane,
        machines: [],
        progress: {
          waiting,
          provisioned: cluster.status?.ready === true,
          connected: cluster.status?.ready === true,
          removing: true,
        },
      });
    } catch (error) {
      // what is gone needs no report
      if (!isStatus(error, 404)) throw error;
    }
  }
}

function failedMachine(machines: Machine[]): string | undefined {
  return machines
    .filter(({ status }) => status?.phase === 'Failed')
    .flatMap(({ status }) => status?.conditions ?? [])
    .find(({ type }) => type === 'InfrastructureReady')?.message;
}
