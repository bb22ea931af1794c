export {
  describeKubernetesContract,
  type KubernetesTarget,
} from './describeKubernetesContract';
