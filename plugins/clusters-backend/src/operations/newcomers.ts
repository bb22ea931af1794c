import type { CollectedCluster } from '../collect/RancherCollector';
import type { ClusterMachine } from '../map/toMachines';

type Machines = Pick<CollectedCluster, 'machines'>;

/**
 * Names of the machines that a cluster had before an operation began. Of a start that is made again after a crash, what
 * was made since the first one is none of them.
 */
export function knownMachines(
  { machines }: Machines,
  startedAt: string,
): string[] {
  // Kubernetes tells whole seconds
  const began = Math.floor(Date.parse(startedAt) / 1000) * 1000;
  return machines
    .filter(
      ({ createdAt, state }) =>
        state !== 'removing' && !(createdAt && Date.parse(createdAt) >= began),
    )
    .map(({ name }) => name);
}

/** Machines that came since and are ready. */
export function readyNewcomers(
  { machines }: Machines,
  follow: { pool?: string; known?: string[] },
): ClusterMachine[] {
  // begun by a version of the portal that did not remember
  const { pool, known } = follow;
  if (!known) return [];
  return machines.filter(
    machine =>
      machine.state === 'ready' &&
      (!pool || machine.pool === pool) &&
      !known.includes(machine.name),
  );
}
