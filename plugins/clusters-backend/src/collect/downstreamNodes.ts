import type { ClusterNode } from '@flytower/cloud-common/clusters';
import { rancherKinds } from '@flytower/cloud-node/upstream/rancher';
import { downstreamToNode, machineToNode, mergeNodes } from '../map/toNodes';
import type { CollectedCluster, RancherCollector } from './RancherCollector';

/** How long a page waits for the cluster's own word on its nodes. */
const patienceMs = 3_000;

/**
 * The nodes of a cluster: what Cluster API knows of its machines, and, when the cluster can be asked, its own word.
 * A cluster that does not answer in time costs nothing but that.
 */
export async function nodesOf(
  collector: RancherCollector,
  cluster: CollectedCluster,
): Promise<ClusterNode[]> {
  const machines = cluster.objects.machines.map(machineToNode);
  const { rancherId, state } = cluster.record;
  const canAnswer = !['provisioning', 'agent-lost', 'unknown'].includes(state);
  if (!rancherId || !canAnswer) return machines;
  try {
    const nodes = await collector.source
      .downstream(rancherId)
      .listAll(rancherKinds.downstreamNode, {}, { timeoutMs: patienceMs });
    return mergeNodes(machines, nodes.map(downstreamToNode));
  } catch {
    return machines;
  }
}
