import type { rancherKinds } from '@flytower/cloud-node/upstream/rancher';

/** How far Rancher is with something that is asked for by a rising generation. */
export interface GenerationProgress {
  /** The last generation that was asked for; 0 when it never was. */
  wanted: number;
  /** The last generation that Rancher took up. */
  taken: number;
  /** Of the last one that was asked for. */
  state: 'idle' | 'waiting' | 'running' | 'finished' | 'failed';
  /** Rancher's own word for where it is. */
  phase?: string;
}

/** What Rancher's planner does with the servers of a cluster. */
export interface ControlPlaneProgress {
  snapshot: GenerationProgress;
  restore: GenerationProgress & { name?: string };
  certificates: GenerationProgress;
  /** What it waits for at the moment. */
  message?: string;
}

/** Reads what is wanted from the cluster, and how far it is from its control plane. */
export function toControlPlane(
  provisioning: rancherKinds.ProvisioningCluster,
  controlPlane: rancherKinds.ControlPlane | undefined,
): ControlPlaneProgress {
  const { rkeConfig } = provisioning.spec;
  const status = controlPlane?.status;
  return {
    snapshot: phased(
      rkeConfig?.etcdSnapshotCreate?.generation,
      status?.etcdSnapshotCreate?.generation,
      status?.etcdSnapshotCreatePhase,
    ),
    restore: {
      ...phased(
        rkeConfig?.etcdSnapshotRestore?.generation,
        status?.etcdSnapshotRestore?.generation,
        status?.etcdSnapshotRestorePhase,
      ),
      name: rkeConfig?.etcdSnapshotRestore?.name,
    },
    certificates: rotation(
      rkeConfig?.rotateCertificates?.generation,
      status?.certificateRotationGeneration,
    ),
    message: status?.conditions.find(
      ({ type, status: is, message }) =>
        message && type === 'Reconciled' && is !== 'True',
    )?.message,
  };
}

/** Rancher writes the generation down when it begins, and the phase as it goes on. */
function phased(
  wanted = 0,
  taken = 0,
  phase: string | undefined,
): GenerationProgress {
  if (wanted === 0) return { wanted, taken, state: 'idle' };
  if (taken !== wanted) return { wanted, taken, state: 'waiting' };
  switch (phase) {
    case 'Finished':
      return { wanted, taken, phase, state: 'finished' };
    case 'Failed':
      return { wanted, taken, phase, state: 'failed' };
    default:
      return { wanted, taken, phase, state: 'running' };
  }
}

/** Certificates have no phases: the generation is written down when they are new. */
function rotation(wanted = 0, taken = 0): GenerationProgress {
  if (wanted === 0) return { wanted, taken, state: 'idle' };
  return { wanted, taken, state: taken === wanted ? 'finished' : 'running' };
}
