import type { ClusterNode } from '@flytower/cloud-common/clusters';
import type { rancherKinds } from '@flytower/cloud-node/upstream/rancher';
import { machineToNode, poolLabel } from './toNodes';

/** A machine of a cluster, from the day it is asked for until it is gone. */
export interface ClusterMachine {
  name: string;
  /** Tells a new machine from an old one of the same name. */
  uid?: string;
  /** Name of its node, once it is one. */
  node?: string;
  pool?: string;
  roles: ClusterNode['roles'];
  state: ClusterNode['state'];
  /** What is wrong with it, or what its coming or going waits for. */
  message?: string;
  /** Since when its health, or its going, is as it is. */
  since?: string;
  version?: string;
  annotations: { [name: string]: string };
  createdAt?: string;
}

/** A pool as it is to be, and how far it is. */
export interface ClusterPool {
  name: string;
  roles: ClusterNode['roles'];
  desired: number;
  /** Machines that there are, without those that are going. */
  actual: number;
  ready: number;
  /** Cluster API's word: `ScalingUp`, `ScalingDown`, `Running`. */
  phase?: string;
}

export function toMachine(machine: rancherKinds.Machine): ClusterMachine {
  const { metadata, status } = machine;
  const node = machineToNode(machine);
  const going = status?.conditions.find(
    ({ type, status: is }) => type === 'Deleting' && is === 'True',
  );
  return {
    name: metadata.name,
    uid: metadata.uid,
    node: status?.nodeRef?.name,
    pool: node.pool,
    roles: node.roles,
    state: node.state,
    message: node.state === 'removing' ? going?.message : node.message,
    since:
      metadata.deletionTimestamp ??
      status?.conditions.find(({ type }) => type === 'NodeHealthy')
        ?.lastTransitionTime,
    version: node.version,
    annotations: metadata.annotations,
    createdAt: metadata.creationTimestamp,
  };
}

export function toPools(
  provisioning: rancherKinds.ProvisioningCluster,
  machines: ClusterMachine[],
  deployments: rancherKinds.MachineDeployment[],
): ClusterPool[] {
  return (provisioning.spec.rkeConfig?.machinePools ?? []).map(pool => {
    const mine = machines.filter(
      machine => machine.pool === pool.name && machine.state !== 'removing',
    );
    return {
      name: pool.name,
      roles: [
        ...(pool.controlPlaneRole ? (['control-plane'] as const) : []),
        ...(pool.etcdRole ? (['etcd'] as const) : []),
        ...(pool.workerRole ? (['worker'] as const) : []),
      ],
      desired: pool.quantity,
      actual: mine.length,
      ready: mine.filter(({ state }) => state === 'ready').length,
      phase: deployments.find(
        ({ metadata }) => metadata.labels[poolLabel] === pool.name,
      )?.status?.phase,
    };
  });
}
