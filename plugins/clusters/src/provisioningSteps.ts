import type { ClusterAnswer } from '@flytower/cloud-common/clusters';
import type { Step } from '@flytower/cloud-react/live';

type StepId = 'requested' | 'machines' | 'kubernetes' | 'connected' | 'active';

/** A step whose words are not written yet. */
export interface ProvisioningStep {
  id: StepId;
  state: Step['state'];
  /** How many machines are there, of how many. */
  count?: number;
  desired?: number;
  message?: string;
}

type Seen = Pick<
  ClusterAnswer,
  'state' | 'message' | 'pools' | 'nodes' | 'nodeList' | 'conditions'
>;

/**
 * How far a new cluster has come. Each step is judged by what is there, so the order in which Rancher reports does not
 * matter; the first that is not done is the one that is being worked on, and carries Rancher's own sentence.
 */
export function provisioningSteps(cluster: Seen): ProvisioningStep[] {
  const desired = cluster.pools.reduce((sum, pool) => sum + pool.desired, 0);
  const made = cluster.nodeList.filter(
    ({ state }) => state !== 'provisioning',
  ).length;
  const known = Math.max(made, cluster.nodes.ready);
  const ready = cluster.state === 'active';
  const connected = ['Connected', 'AgentDeployed'].some(type =>
    cluster.conditions.some(
      condition => condition.type === type && condition.status === 'True',
    ),
  );

  const done: { [id in StepId]: boolean } = {
    requested: true,
    machines: ready || connected || (desired > 0 && known >= desired),
    kubernetes:
      ready || connected || (desired > 0 && cluster.nodes.ready >= desired),
    connected: ready || connected,
    active: ready,
  };
  const ids = Object.keys(done) as StepId[];
  const current = ids.find(id => !done[id]);

  return ids.map(id => ({
    id,
    state: stateOf(done[id], id === current, cluster.state),
    ...(id === 'machines' && desired > 0 && { count: known, desired }),
    ...(id === current && cluster.message && { message: cluster.message }),
  }));
}

function stateOf(
  isDone: boolean,
  isCurrent: boolean,
  cluster: Seen['state'],
): Step['state'] {
  if (isDone) return 'done';
  if (!isCurrent) return 'waiting';
  if (cluster === 'failed') return 'failed';
  return cluster === 'provisioning' ? 'active' : 'unknown';
}
