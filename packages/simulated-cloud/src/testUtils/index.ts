export { managementCrds, platformCrds } from '../kubernetes/crds';
export { startRancher, type QuietRancher } from './startRancher';
export {
  startCloudBackend,
  type CloudBackend,
  type CloudBackendOptions,
  type Somebody,
} from './startCloudBackend';
export {
  startSimulatedCloud,
  type TestCloudOptions,
} from './startSimulatedCloud';
export {
  startOpenStack,
  type OpenStackOptions,
  type SimulatedOpenStack,
} from './startOpenStack';
