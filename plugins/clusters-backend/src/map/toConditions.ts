import type { Condition } from '@flytower/cloud-common';
import type { ConditionWire } from '@flytower/cloud-node/upstream/kubernetes';
import type { CollectedCluster } from '../collect/RancherCollector';

/** Conditions of both of Rancher's objects for a cluster; where they share a type, the management cluster speaks. */
export function toConditions(cluster: CollectedCluster): Condition[] {
  const byType = new Map<string, Condition>();
  for (const condition of [
    ...(cluster.objects.provisioning.status?.conditions ?? []),
    ...(cluster.management?.status?.conditions ?? []),
  ]) {
    byType.set(condition.type, toCondition(condition));
  }
  return [...byType.values()].sort((a, b) => a.type.localeCompare(b.type));
}

function toCondition(wire: ConditionWire): Condition {
  const isNews = wire.status !== 'True' || wire.type === 'Reconciling';
  return {
    type: wire.type,
    status: wire.status,
    reason: wire.reason,
    // what Rancher left on a condition that has come True is old news
    message: isNews ? wire.message : undefined,
    since: wire.lastTransitionTime ?? wire.lastUpdateTime,
  };
}
