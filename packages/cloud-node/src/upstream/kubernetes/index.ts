/** A Kubernetes API server: typed calls, and snapshots that are kept by watching. */
export { createKubeConfig, type KubernetesTarget } from './createKubeConfig';
export {
  conditionWire,
  defineKind,
  keyOf,
  type ConditionWire,
  type KubernetesKind,
} from './kinds';
export {
  KubernetesClient,
  type JsonPatch,
  type KubernetesManifest,
} from './KubernetesClient';
export {
  watchCollection,
  type CollectionChange,
  type ReadingReporter,
  type WatchedCollection,
  type WatchTimes,
} from './WatchedCollection';
