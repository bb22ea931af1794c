import { KubeConfig } from '@kubernetes/client-node';
import {
  managementCrds,
  platformCrds,
} from '@flytower/simulated-cloud/testUtils';
import {
  describeClientContract,
  type ClientTarget,
} from './describeClientContract';

describeClientContract('a real kube-apiserver', async () => {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(process.env.FLYTOWER_REAL_KUBECONFIG ?? '');
  return {
    kubeConfig,
    definitions: [
      ...managementCrds,
      ...platformCrds,
    ] as unknown as ClientTarget['definitions'],
  };
});
