import type { KubernetesClient } from '@flytower/cloud-node/upstream/kubernetes';
import {
  downstreamKinds,
  rancherKinds,
} from '@flytower/cloud-node/upstream/rancher';
import { askInTime, type Known } from './Known';

/** A pod that would not be let go, so that its node could not be drained. */
export interface DrainObstacle {
  node: string;
  namespace: string;
  pod: string;
  budget: string;
  /** In a sentence, with the figures of the budget. */
  message: string;
}

type Pod = downstreamKinds.Pod;
type Budget = downstreamKinds.PodDisruptionBudget;

/**
 * Pods whose disruption budget allows none to go now, on these nodes or on all. `nodes` are names of nodes, not of
 * machines.
 */
export function readDrainObstacles(
  downstream: KubernetesClient,
  options: { nodes?: string[]; timeoutMs?: number } = {},
): Promise<Known<DrainObstacle[]>> {
  const { nodes, timeoutMs } = options;
  return askInTime(async call => {
    const budgets = await downstream.listAll(
      downstreamKinds.podDisruptionBudget,
      {},
      call,
    );
    const strict = budgets.filter(
      ({ status }) => status && status.disruptionsAllowed < 1,
    );
    if (strict.length === 0) return [];
    const fieldSelector =
      nodes?.length === 1 ? `spec.nodeName=${nodes[0]}` : undefined;
    const pods = await downstream.listAll(
      downstreamKinds.pod,
      { fieldSelector },
      call,
    );
    return pods
      .filter(
        pod =>
          isDrained(pod) && (!nodes || nodes.includes(pod.spec.nodeName ?? '')),
      )
      .flatMap(pod => obstacleOf(pod, strict) ?? []);
  }, timeoutMs);
}

/** Names of the pods that draining a node moves away. */
export function readPodsOn(
  downstream: KubernetesClient,
  node: string,
  options: { timeoutMs?: number } = {},
): Promise<Known<string[]>> {
  return askInTime(async call => {
    const pods = await downstream.listAll(
      downstreamKinds.pod,
      { fieldSelector: `spec.nodeName=${node}` },
      call,
    );
    return pods
      .filter(isDrained)
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  }, options.timeoutMs);
}

/** How many members etcd has, and how many of their nodes are ready. */
export function readEtcdMembers(
  downstream: KubernetesClient,
  options: { timeoutMs?: number } = {},
): Promise<Known<{ total: number; ready: number }>> {
  return askInTime(async call => {
    const nodes = await downstream.listAll(
      rancherKinds.downstreamNode,
      { labelSelector: 'node-role.kubernetes.io/etcd=true' },
      call,
    );
    const ready = nodes.filter(({ status }) =>
      status?.conditions.some(
        ({ type, status: is }) => type === 'Ready' && is === 'True',
      ),
    );
    return { total: nodes.length, ready: ready.length };
  }, options.timeoutMs);
}

/** Draining leaves pods of daemon sets and those that have ended alone. */
function isDrained({ metadata, spec, status }: Pod): boolean {
  return (
    spec.nodeName !== undefined &&
    !metadata.deletionTimestamp &&
    !metadata.ownerReferences.some(({ kind }) => kind === 'DaemonSet') &&
    !['Succeeded', 'Failed'].includes(status?.phase ?? '')
  );
}

function obstacleOf(pod: Pod, budgets: Budget[]): DrainObstacle | undefined {
  const { metadata, spec } = pod;
  const budget = budgets.find(
    one =>
      one.metadata.namespace === metadata.namespace &&
      selects(one.spec.selector, metadata.labels),
  );
  if (!budget) return undefined;
  const { currentHealthy, desiredHealthy } = budget.status ?? {};
  const node = spec.nodeName ?? '';
  const namespace = metadata.namespace ?? '';
  const figures =
    desiredHealthy === undefined
      ? ''
      : `: it needs ${desiredHealthy} healthy pods and has ${
          currentHealthy ?? 0
        }`;
  return {
    node,
    namespace,
    pod: metadata.name,
    budget: budget.metadata.name,
    message: `Pod ${namespace}/${metadata.name} on ${node} may not be disrupted now, by the disruption budget "${budget.metadata.name}"${figures}`,
  };
}

/** An absent selector selects nothing, an empty one everything, as `policy/v1` has it. */
function selects(
  selector: Budget['spec']['selector'],
  labels: { [key: string]: string },
): boolean {
  if (!selector) return false;
  return (
    Object.entries(selector.matchLabels).every(
      ([key, value]) => labels[key] === value,
    ) &&
    selector.matchExpressions.every(({ key, operator, values }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          // what is not understood is taken for a pod that must stay
          return true;
      }
    })
  );
}
