import { KubeConfig } from '@kubernetes/client-node';
import { describeKubernetesContract } from '../testUtils/kubernetesContract';

describeKubernetesContract('a real kube-apiserver', async () => {
  const file = process.env.FLYTOWER_REAL_KUBECONFIG;
  if (!file) {
    throw new Error(
      'FLYTOWER_REAL_KUBECONFIG must be the path of a kubeconfig of an administrator; npm run test:real sets it',
    );
  }
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(file);
  return { kubeConfig };
});
