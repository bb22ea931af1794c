import { kinds, type Controller } from '../runtime';
import { clusterFinalizers } from './clusterObjects';
import { clusterLabel } from './machineObjects';
import { managementIdOf } from './names';
import type { RancherCaches, RancherWorld } from './RancherCaches';
import type { Cluster } from './types';

/** Takes a cluster down: its machines first, then everything that Rancher keeps about it. */
export class ClusterRemover {
  constructor(
    private readonly world: RancherWorld,
    private readonly caches: RancherCaches,
    private readonly controller: Controller,
  ) {}

  /** What is being waited for; nothing once it is gone. */
  async remove(key: string, cluster: Cluster): Promise<string | undefined> {
    const { client } = this.world;
    const { name } = cluster.metadata;
    const mine = (object: { metadata: { labels?: Record<string, string> } }) =>
      object.metadata.labels?.[clusterLabel] === name;
    for (const { metadata } of this.caches.machineDeployments.list(mine))
      await client.delete(kinds.machineDeployment, metadata);
    for (const { metadata } of this.caches.machineSets.list(mine))
      await client.delete(kinds.machineSet, metadata);
    const machines = this.caches.machinesOf(name);
    for (const { metadata } of machines)
      if (!metadata.deletionTimestamp)
        await client.delete(kinds.machine, metadata);
    if (machines.length)
      return `waiting for machines ${machines
        .map(machine => machine.metadata.name)
        .join(',')} to delete`;
    if (!this.controller.elapsed(key, 'removal', 1000))
      return 'waiting for the cluster to be removed';
    await this.removeRecords(cluster);
    return undefined;
  }

  private async removeRecords(cluster: Cluster) {
    const { client, downstreams } = this.world;
    const { name, namespace, finalizers } = cluster.metadata;
    const id = managementIdOf(cluster);
    await client.delete(kinds.fleetCluster, { namespace, name });
    await client.delete(kinds.capiCluster, { namespace, name });
    await client.delete(kinds.controlPlane, { namespace, name });
    for (const pool of cluster.spec.rkeConfig?.machinePools ?? [])
      await client.delete(kinds.machineConfig, {
        namespace,
        name: pool.machineConfigRef?.name ?? '',
      });
    for (const { metadata } of this.caches.etcdSnapshots.list(
      one => one.metadata.labels?.['rke.cattle.io/cluster-name'] === name,
    ))
      await client.delete(kinds.etcdSnapshot, metadata);
    await client.delete(kinds.managementCluster, { name: id });
    downstreams.close(id);
    await client.patch(kinds.cluster, cluster.metadata, {
      metadata: {
        finalizers: (finalizers ?? []).filter(
          finalizer => !clusterFinalizers.includes(finalizer),
        ),
      },
    });
  }
}
