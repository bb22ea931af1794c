import type { DefinedOperation } from '@flytower/cloud-node/operations';
import { addWorkers } from './addWorkers';
import type { ClustersDomain } from './ClustersDomain';
import { createCluster } from './createCluster';
import { deleteCluster } from './deleteCluster';
import { installAddon } from './installAddon';
import { removeAddon } from './removeAddon';
import { replaceNode } from './replaceNode';
import { restoreSnapshot } from './restoreSnapshot';
import { rotateCertificates } from './rotateCertificates';
import { takeSnapshot } from './takeSnapshot';
import { upgradeAddon } from './upgradeAddon';
import { upgradeCluster } from './upgradeCluster';

export type { ClustersDomain } from './ClustersDomain';

/** Everything that can be done to clusters and their add-ons. */
export const clusterOperations: readonly DefinedOperation<ClustersDomain>[] = [
  createCluster,
  addWorkers,
  replaceNode,
  upgradeCluster,
  takeSnapshot,
  restoreSnapshot,
  rotateCertificates,
  deleteCluster,
  installAddon,
  upgradeAddon,
  removeAddon,
];
