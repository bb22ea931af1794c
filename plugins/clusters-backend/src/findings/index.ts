import type { Detector } from '@flytower/cloud-node/findings';
import type { AddonConfig } from '@flytower/cloud-node/upstream/rancher';
import { addonBehind, addonFailed } from './addons';
import { certificateExpiring } from './certificateExpiring';
import { agentLost, clusterUnreachable } from './clusterHealth';
import { clusterSubjects } from './clusterSubjects';
import type { FindingLimits } from './limits';
import { nodeNotReady } from './nodeNotReady';
import { snapshotTooOld } from './snapshotTooOld';
import { upgradeAvailable } from './upgradeAvailable';

export { readFindingLimits } from './limits';

/** Everything of clusters that needs somebody's attention. */
export function clusterDetectors(
  options: Parameters<typeof clusterSubjects>[0] & {
    addons: readonly AddonConfig[];
    limits: FindingLimits;
  },
): Detector[] {
  const { addons, limits } = options;
  const subjects = clusterSubjects(options);
  return [
    nodeNotReady(subjects),
    agentLost(subjects),
    clusterUnreachable(subjects),
    upgradeAvailable(subjects),
    snapshotTooOld(subjects, limits),
    certificateExpiring(subjects, limits),
    addonFailed(subjects, addons),
    addonBehind(subjects, addons),
  ];
}
