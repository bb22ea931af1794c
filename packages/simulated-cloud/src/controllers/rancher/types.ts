import type { KubeObject } from '../../kubernetes/types';

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastUpdateTime?: string;
  lastTransitionTime?: string;
}

export interface MachinePool {
  name: string;
  quantity?: number;
  etcdRole?: boolean;
  controlPlaneRole?: boolean;
  workerRole?: boolean;
  drainBeforeDelete?: boolean;
  machineConfigRef?: { kind: string; name: string };
}

interface Generation {
  generation?: number;
}

export interface RkeConfig {
  machinePools?: MachinePool[];
  upgradeStrategy?: {
    controlPlaneConcurrency?: string;
    workerConcurrency?: string;
    controlPlaneDrainOptions?: { enabled?: boolean };
    workerDrainOptions?: { enabled?: boolean };
  };
  etcdSnapshotCreate?: Generation;
  etcdSnapshotRestore?: Generation & {
    name?: string;
    restoreRKEConfig?: string;
  };
  rotateCertificates?: Generation;
  [field: string]: unknown;
}

/** provisioning.cattle.io/v1: what people write. */
export interface Cluster extends KubeObject {
  spec: {
    kubernetesVersion?: string;
    cloudCredentialSecretName?: string;
    rkeConfig?: RkeConfig;
    [field: string]: unknown;
  };
  status?: {
    clusterName?: string;
    ready?: boolean;
    observedGeneration?: number;
    conditions?: Condition[];
  };
}

/** management.cattle.io/v3: what Rancher knows. */
export interface ManagementCluster extends KubeObject {
  spec: { displayName: string; [field: string]: unknown };
  status?: {
    conditions?: Condition[];
    version?: { gitVersion: string };
    certificatesExpiration?: Record<string, { expirationDate: string }>;
    [field: string]: unknown;
  };
}

/** cluster.x-k8s.io: one machine of a pool. */
export interface Machine extends KubeObject {
  spec: { clusterName: string; providerID?: string; [field: string]: unknown };
  status?: {
    phase?: string;
    nodeRef?: { name: string };
    nodeInfo?: { kubeletVersion?: string; [field: string]: unknown };
    addresses?: { type: string; address: string }[];
    conditions?: Condition[];
  };
}

export interface MachineDeployment extends KubeObject {
  spec: {
    clusterName: string;
    replicas?: number;
    template: {
      metadata?: { labels?: Record<string, string> };
      spec?: { infrastructureRef?: { name: string } };
    };
    [field: string]: unknown;
  };
}

export interface ControlPlane extends KubeObject {
  spec: Record<string, unknown>;
  status?: {
    conditions?: Condition[];
    etcdSnapshotCreate?: Generation;
    etcdSnapshotCreatePhase?: string;
    etcdSnapshotRestore?: Generation & { name?: string };
    etcdSnapshotRestorePhase?: string;
    certificateRotationGeneration?: number;
    initialized?: boolean;
    ready?: boolean;
  };
}

/** rke-machine-config.cattle.io: what a pool's machines are made of. Its fields are at the top level. */
export interface MachineConfig extends KubeObject {
  flavorName?: string;
  flavorId?: string;
  region?: string;
  tenantId?: string;
}

export interface Flavor {
  vcpus: number;
  /** MiB */
  ram: number;
}
