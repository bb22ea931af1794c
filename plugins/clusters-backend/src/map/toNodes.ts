import type { ClusterNode } from '@flytower/cloud-common/clusters';
import type { rancherKinds } from '@flytower/cloud-node/upstream/rancher';

type Machine = rancherKinds.Machine;
type DownstreamNode = rancherKinds.DownstreamNode;

const roleLabels = {
  'control-plane': [
    'rke.cattle.io/control-plane-role',
    'node-role.kubernetes.io/control-plane',
  ],
  etcd: ['rke.cattle.io/etcd-role', 'node-role.kubernetes.io/etcd'],
  worker: ['rke.cattle.io/worker-role', 'node-role.kubernetes.io/worker'],
} as const;

export const poolLabel = 'rke.cattle.io/rke-machine-pool-name';

/** A machine as a node, as far as Cluster API knows it. */
export function machineToNode(machine: Machine): ClusterNode {
  const { metadata, status } = machine;
  return {
    name: status?.nodeRef?.name ?? metadata.name,
    roles: rolesOf(metadata.labels),
    ...stateOfMachine(machine),
    pool: metadata.labels[poolLabel],
    version: status?.nodeInfo?.kubeletVersion ?? machine.spec.version,
    address: addressOf(status?.addresses),
    createdAt: metadata.creationTimestamp,
  };
}

/** A node as the cluster itself shows it. */
export function downstreamToNode(node: DownstreamNode): ClusterNode {
  const ready = conditionOf(node.status?.conditions, 'Ready');
  const roles = rolesOf(node.metadata.labels);
  return {
    name: node.metadata.name,
    roles: roles.length > 0 ? roles : ['worker'],
    state: stateOfNode(node, ready?.status),
    version: node.status?.nodeInfo?.kubeletVersion,
    address: addressOf(node.status?.addresses),
    message: ready?.status === 'True' ? undefined : ready?.message,
    createdAt: node.metadata.creationTimestamp,
  };
}

/** Machines and nodes of one cluster as one list: the node knows its health best, the machine its pool. */
export function mergeNodes(
  machines: ClusterNode[],
  nodes: ClusterNode[],
): ClusterNode[] {
  const byName = new Map(nodes.map(node => [node.name, node]));
  const merged = machines.map(machine => {
    const node = byName.get(machine.name);
    byName.delete(machine.name);
    if (!node) return machine;
    return {
      ...machine,
      ...node,
      state: machine.state === 'removing' ? machine.state : node.state,
      roles: machine.roles.length > 0 ? machine.roles : node.roles,
      pool: machine.pool,
      message: node.message ?? machine.message,
    };
  });
  return [...merged, ...byName.values()];
}

function stateOfMachine(
  machine: Machine,
): Pick<ClusterNode, 'state' | 'message'> {
  const { status, metadata } = machine;
  if (metadata.deletionTimestamp || status?.phase === 'Deleting') {
    return { state: 'removing' };
  }
  const health = conditionOf(status?.conditions, 'NodeHealthy');
  const notTrue = status?.conditions.find(
    condition =>
      condition.status !== 'True' &&
      condition.message &&
      ['NodeHealthy', 'InfrastructureReady', 'Ready'].includes(condition.type),
  );
  const message = notTrue?.message;
  switch (status?.phase) {
    case 'Failed':
      return { state: 'not-ready', message: message ?? 'the machine failed' };
    case 'Running':
      if (health?.status === 'False') return { state: 'not-ready', message };
      if (health?.status === 'Unknown') return { state: 'unknown', message };
      return { state: 'ready' };
    case undefined:
    case 'Pending':
    case 'Provisioning':
    case 'Provisioned':
      return { state: 'provisioning', message };
    default:
      return { state: 'unknown', message };
  }
}

function stateOfNode(
  node: DownstreamNode,
  ready: string | undefined,
): ClusterNode['state'] {
  if (ready === 'Unknown' || ready === undefined) return 'unknown';
  if (ready === 'False') return 'not-ready';
  return node.spec.unschedulable ? 'cordoned' : 'ready';
}

function rolesOf(labels: { [key: string]: string }): ClusterNode['roles'] {
  return (['control-plane', 'etcd', 'worker'] as const).filter(role =>
    roleLabels[role].some(label => labels[label] === 'true'),
  );
}

function conditionOf<T extends { type: string }>(
  conditions: T[] | undefined,
  type: string,
): T | undefined {
  return conditions?.find(condition => condition.type === type);
}

function addressOf(addresses: { type: string; address: string }[] = []) {
  return (addresses.find(({ type }) => type === 'InternalIP') ?? addresses[0])
    ?.address;
}
