export {
  FunctionPlatforms,
  type FunctionCluster,
  type FunctionPlatformsOptions,
} from './FunctionPlatforms';
export { HttpListener } from './HttpListener';
export type { ImageRegistry } from './ImageRegistry';
