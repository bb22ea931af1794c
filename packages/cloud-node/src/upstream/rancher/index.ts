/** Rancher: clusters, machines, Fleet, and what is written to have a new one. */
export * as rancherKinds from './kinds';
export * as downstreamKinds from './downstreamKinds';
export * as clusterChanges from './changeCluster';
export * as fleetKinds from './fleetKinds';
export * as rancherManifests from './manifests';
export { RancherSource, type Release } from './RancherSource';
export {
  readAddonsConfig,
  readRancherConfig,
  type AddonConfig,
  type RancherConfig,
} from './config';
export { parseQuantity } from './quantity';
export {
  compareVersions,
  eligibleUpgrades,
  minorSkew,
  nextUpgrade,
} from './versions';
