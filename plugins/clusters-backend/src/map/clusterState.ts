import type { ClusterState } from '@flytower/cloud-common/clusters';
import type { ConditionWire } from '@flytower/cloud-node/upstream/kubernetes';

/** What Rancher says of a cluster, gathered from its objects. */
export interface ClusterSigns {
  removing: boolean;
  /** Rancher had it up once; it never takes that back. */
  wasReady: boolean;
  /** Of the provisioning cluster. */
  provisioning: ConditionWire[];
  /** Of the management cluster. */
  management: ConditionWire[];
  nodes: { total: number; ready: number; moving: number };
}

const progressOrder = ['Ready', 'Updated', 'Provisioned', 'Reconciling'];

/**
 * How a cluster is doing, by Rancher's own rules for its badge: being removed wins over everything, an agent that is
 * not connected says nothing about the cluster itself, an error over progress, progress over health. Messages are
 * taken only from conditions that are not True: Rancher leaves old ones on those that are.
 */
export function clusterState(signs: ClusterSigns): {
  state: ClusterState;
  message?: string;
} {
  const all = [...signs.provisioning, ...signs.management];
  if (signs.removing) {
    return { state: 'removing', message: waitingFor(all, ['Removed']) };
  }

  const provisioned =
    signs.wasReady || statusOf(signs.management, 'Provisioned') === 'True';
  if (provisioned && agentIsLost(signs)) {
    return {
      state: 'agent-lost',
      message:
        messageOf(signs.management, 'Ready') ??
        'Rancher has lost the connection to the agent of this cluster',
    };
  }

  const failed = all.find(
    condition =>
      (condition.type === 'Stalled' && condition.status === 'True') ||
      (condition.type !== 'Connected' &&
        condition.status === 'False' &&
        condition.reason === 'Error'),
  );
  if (failed) {
    return { state: 'failed', message: failed.message || failed.reason };
  }

  if (!provisioned) {
    return all.length === 0
      ? { state: 'provisioning', message: 'waiting for Rancher to take it up' }
      : { state: 'provisioning', message: waitingFor(all, progressOrder) };
  }
  if (isUpdating(signs)) {
    return { state: 'updating', message: waitingFor(all, progressOrder) };
  }

  const { total, ready } = signs.nodes;
  if (ready < total) {
    return {
      state: 'degraded',
      message: `${total - ready} of ${total} nodes ${
        total - ready === 1 ? 'is' : 'are'
      } not ready`,
    };
  }
  const readiness =
    statusOf(signs.management, 'Ready') ??
    statusOf(signs.provisioning, 'Ready');
  if (readiness === 'True') return { state: 'active' };
  if (readiness === 'False') {
    return { state: 'degraded', message: waitingFor(all, ['Ready']) };
  }
  return { state: 'unknown', message: waitingFor(all, ['Ready']) };
}

function agentIsLost(signs: ClusterSigns): boolean {
  return (
    statusOf(signs.management, 'Connected') === 'False' ||
    (signs.management.length === 0 &&
      statusOf(signs.provisioning, 'Connected') === 'False')
  );
}

function isUpdating(signs: ClusterSigns): boolean {
  const updated = statusOf(signs.provisioning, 'Updated');
  return (
    signs.nodes.moving > 0 ||
    (updated !== undefined && updated !== 'True') ||
    statusOf(signs.provisioning, 'Reconciling') === 'True'
  );
}

function find(conditions: ConditionWire[], type: string) {
  return conditions.find(condition => condition.type === type);
}

function statusOf(conditions: ConditionWire[], type: string) {
  return find(conditions, type)?.status;
}

function messageOf(conditions: ConditionWire[], type: string) {
  const condition = find(conditions, type);
  return condition?.status === 'True' ? undefined : condition?.message;
}

/** The first message of these types, in this order; `Reconciling` is the one that speaks while it is True. */
function waitingFor(
  conditions: ConditionWire[],
  types: string[],
): string | undefined {
  for (const type of types) {
    const said = conditions.find(
      condition =>
        condition.type === type &&
        condition.message &&
        (condition.status !== 'True' || type === 'Reconciling'),
    );
    if (said) return said.message;
  }
  return undefined;
}
