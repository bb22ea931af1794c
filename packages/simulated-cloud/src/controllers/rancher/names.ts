import { createHash } from 'node:crypto';

/** Without vowels and look-alikes, as Kubernetes makes its random names. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** Random-looking letters that are the same for the same text. */
export function lettersOf(text: string, length: number): string {
  const digest = createHash('sha256').update(text).digest();
  return Array.from(
    { length },
    (_, index) => alphabet[digest[index] % alphabet.length],
  ).join('');
}

/** Rancher's own id of a cluster: `c-m-…`. */
export function managementIdOf(cluster: {
  metadata: { name: string; namespace?: string };
}): string {
  const { namespace, name } = cluster.metadata;
  return `c-m-${lettersOf(`${namespace}/${name}`, 8)}`;
}

/** `shop-prod-workers`: a pool's MachineDeployment. */
export function poolObjectName(cluster: string, pool: string): string {
  return `${cluster}-${pool}`;
}

export function machineSetName(deployment: string): string {
  return `${deployment}-${lettersOf(`set of ${deployment}`, 5)}`;
}

export function machineName(machineSet: string, number: number): string {
  return `${machineSet}-${lettersOf(`${machineSet} ${number}`, 5)}`;
}

/** Namespace in which Fleet keeps what is meant for one cluster. */
export function fleetNamespaceOf(cluster: string): string {
  return `cluster-fleet-default-${cluster}-${lettersOf(cluster, 12)}`;
}

/** An address of the cloud's own network, the same for the same machine. */
export function addressOf(machine: string): string {
  const [a, b] = createHash('sha256').update(machine).digest();
  return `10.20.${a}.${1 + (b % 254)}`;
}
