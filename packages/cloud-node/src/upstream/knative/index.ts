/** Function platforms: Knative Serving and Shipwright on a Kubernetes cluster. */
export * as knativeKinds from './kinds';
export * as knativeManifests from './manifests';
export { readFunctionPlatforms, type FunctionPlatformConfig } from './config';
export { FunctionPlatform } from './FunctionPlatform';
export { changeService, type ServiceChange } from './changeService';
export {
  functionState,
  isPaused,
  toBuild,
  toConditions,
  toRevisions,
  type FunctionObjects,
} from './state';
export { functionAnnotations, functionLabels } from './words';
