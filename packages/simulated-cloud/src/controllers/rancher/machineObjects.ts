import type { KubeObject } from '../../kubernetes/types';
import { kinds } from '../runtime/kinds';
import { machineSetName, poolObjectName } from './names';
import type {
  Cluster,
  Condition,
  Machine,
  MachineDeployment,
  MachinePool,
} from './types';

export const machineFinalizer = 'machine.cluster.x-k8s.io';
export const poolLabel = 'rke.cattle.io/rke-machine-pool-name';
export const clusterLabel = 'cluster.x-k8s.io/cluster-name';
export const deploymentLabel = 'cluster.x-k8s.io/deployment-name';
export const setLabel = 'cluster.x-k8s.io/set-name';

export const roleLabels = {
  'control-plane': 'rke.cattle.io/control-plane-role',
  etcd: 'rke.cattle.io/etcd-role',
  worker: 'rke.cattle.io/worker-role',
} as const;

export type Role = keyof typeof roleLabels;

/** Points from a dependent to what it goes away with. */
export function ownedBy(owner: KubeObject) {
  return [
    {
      apiVersion: owner.apiVersion,
      kind: owner.kind,
      name: owner.metadata.name,
      uid: owner.metadata.uid ?? '',
      controller: true,
      blockOwnerDeletion: true,
    },
  ];
}

function templateOf(cluster: string, pool: MachinePool) {
  const name = poolObjectName(cluster, pool.name);
  return {
    metadata: {
      labels: {
        [clusterLabel]: cluster,
        [deploymentLabel]: name,
        'rke.cattle.io/cluster-name': cluster,
        [poolLabel]: pool.name,
        ...(pool.controlPlaneRole && { [roleLabels['control-plane']]: 'true' }),
        ...(pool.etcdRole && { [roleLabels.etcd]: 'true' }),
        ...(pool.workerRole && { [roleLabels.worker]: 'true' }),
      },
    },
    spec: {
      bootstrap: {
        configRef: {
          apiGroup: 'rke.cattle.io',
          kind: 'RKEBootstrapTemplate',
          name: `${cluster}-bootstrap-template`,
        },
      },
      clusterName: cluster,
      infrastructureRef: {
        apiGroup: 'rke-machine.cattle.io',
        kind: 'OpenstackMachineTemplate',
        name: pool.machineConfigRef?.name ?? name,
      },
    },
  };
}

/** What Rancher makes of a machine pool. */
export function machineDeploymentOf(
  cluster: Cluster,
  pool: MachinePool,
): MachineDeployment {
  const name = poolObjectName(cluster.metadata.name, pool.name);
  const template = templateOf(cluster.metadata.name, pool);
  return {
    apiVersion: kinds.machineDeployment.apiVersion,
    kind: kinds.machineDeployment.kind,
    metadata: {
      name,
      namespace: cluster.metadata.namespace,
      labels: { [clusterLabel]: cluster.metadata.name, [poolLabel]: pool.name },
      ownerReferences: ownedBy(cluster),
    },
    spec: {
      clusterName: cluster.metadata.name,
      replicas: pool.quantity ?? 1,
      selector: { matchLabels: { [deploymentLabel]: name } },
      template,
    },
  };
}

export function machineSetOf(deployment: MachineDeployment): KubeObject {
  const { name, namespace, labels } = deployment.metadata;
  return {
    apiVersion: kinds.machineSet.apiVersion,
    kind: kinds.machineSet.kind,
    metadata: {
      name: machineSetName(name),
      namespace,
      labels: { ...labels, [deploymentLabel]: name },
      ownerReferences: ownedBy(deployment),
    },
    spec: {
      clusterName: deployment.spec.clusterName,
      replicas: deployment.spec.replicas,
      selector: { matchLabels: { [setLabel]: machineSetName(name) } },
      template: deployment.spec.template,
    },
  };
}

export function machineOf(set: KubeObject, name: string): Machine {
  const { template, clusterName } = set.spec as MachineDeployment['spec'];
  return {
    apiVersion: kinds.machine.apiVersion,
    kind: kinds.machine.kind,
    metadata: {
      name,
      namespace: set.metadata.namespace,
      labels: {
        ...template.metadata?.labels,
        [setLabel]: set.metadata.name,
      },
      finalizers: [machineFinalizer],
      ownerReferences: ownedBy(set),
    },
    spec: {
      clusterName,
      bootstrap: {
        configRef: {
          apiGroup: 'rke.cattle.io',
          kind: 'RKEBootstrap',
          name,
        },
      },
      infrastructureRef: {
        apiGroup: 'rke-machine.cattle.io',
        kind: 'OpenstackMachine',
        name,
      },
    },
  };
}

type Wanted = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

/** Cluster API wants a reason on every condition, good ones too. */
const fine = (type: string, reason: string): Wanted => ({
  type,
  status: 'True',
  reason,
  message: '',
});

/** Conditions of a machine by how far it is. */
export function machineConditions(state: {
  infrastructure: 'creating' | 'ready' | { failure: string };
  /** What the node waits for; absent when it has joined. */
  waiting?: string;
  broken?: string;
}): Wanted[] {
  const { infrastructure, waiting, broken } = state;
  const up = infrastructure === 'ready' && !waiting;
  let story: Wanted = fine('InfrastructureReady', 'Ready');
  if (infrastructure === 'creating')
    story = {
      type: 'InfrastructureReady',
      status: 'False',
      reason: 'WaitingForInfrastructure',
      message: waiting,
    };
  else if (infrastructure !== 'ready')
    story = {
      type: 'InfrastructureReady',
      status: 'False',
      reason: 'CreateError',
      message: infrastructure.failure,
    };
  const healthy: Wanted = broken
    ? {
        type: 'NodeHealthy',
        status: 'False',
        reason: 'NodeNotHealthy',
        message: broken,
      }
    : fine('NodeHealthy', 'NodeHealthy');
  return [
    up && !broken
      ? fine('Ready', 'Ready')
      : {
          type: 'Ready',
          status: 'False',
          reason: story.status === 'True' ? 'NotReady' : story.reason,
          message: story.status === 'True' ? waiting ?? broken : story.message,
        },
    story,
    up
      ? fine('BootstrapConfigReady', 'Ready')
      : {
          type: 'BootstrapConfigReady',
          status: 'False',
          reason: 'NotReady',
          message: 'waiting for bootstrap data',
        },
    up
      ? healthy
      : {
          type: 'NodeHealthy',
          status: 'Unknown',
          reason: 'InspectionFailed',
          message: 'waiting for a node to join',
        },
    up && !broken
      ? fine('Available', 'Available')
      : {
          type: 'Available',
          status: 'False',
          reason: 'NotAvailable',
          message: broken ?? 'waiting for the machine to be ready',
        },
  ];
}

export function rolesOf(object: KubeObject): Role[] {
  return (Object.keys(roleLabels) as Role[]).filter(
    role => object.metadata.labels?.[roleLabels[role]] === 'true',
  );
}

export const isRunning = (machine: Machine) =>
  machine.status?.phase === 'Running';

export const isGoing = (object: KubeObject) =>
  object.metadata.deletionTimestamp !== undefined;
