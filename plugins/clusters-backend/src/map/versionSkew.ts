import { minorSkew } from '@flytower/cloud-node/upstream/rancher';
import type { ClusterMachine } from './toMachines';

/** Kubernetes supports kubelets up to three minor versions older than their API server. */
const supportedSkew = 3;

/** Machines that would be too old, or newer than their servers, once the servers have this version. */
export function tooFarFrom<
  TMachine extends Pick<ClusterMachine, 'name' | 'version'>,
>(version: string, machines: readonly TMachine[]): TMachine[] {
  return machines.filter(machine => {
    const skew = machine.version && minorSkew(version, machine.version);
    return typeof skew === 'number' && (skew > supportedSkew || skew < 0);
  });
}
