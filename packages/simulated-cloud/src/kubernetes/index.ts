export { KubernetesApi, type KubernetesApiOptions } from './KubernetesApi';
export type { ClusterHooks, LogLine, LogRequest } from './hooks';
export {
  RancherServer,
  type RancherServerOptions,
} from './rancher/RancherServer';
export { managementCrds, platformCrds, downstreamCrds } from './crds';
export { rancherToken } from './rancher/tokens';
export { rke2DefaultVersion, rke2Versions } from './rancher/releases';
