export { servingKinds } from './kinds';
export {
  KnativePlatform,
  type KnativePlatformOptions,
} from './KnativePlatform';
