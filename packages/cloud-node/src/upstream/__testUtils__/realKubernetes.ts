import { KubeConfig } from '@kubernetes/client-node';
import {
  managementCrds,
  platformCrds,
} from '@flytower/simulated-cloud/testUtils';
import type { Definition } from './installDefinitions';

/** The kube-apiserver of the suites against real servers, and the resources that it is to serve. */
export async function realKubernetes() {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(process.env.FLYTOWER_REAL_KUBECONFIG ?? '');
  return {
    kubeConfig,
    definitions: [
      ...managementCrds,
      ...platformCrds,
    ] as unknown as Definition[],
  };
}
