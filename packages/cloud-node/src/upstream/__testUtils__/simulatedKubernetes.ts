import {
  platformCrds,
  startRancher,
} from '@flytower/simulated-cloud/testUtils';

/** The Kubernetes API of the simulated cloud, with nothing on it. */
export async function simulatedKubernetes() {
  const rancher = await startRancher();
  rancher.server.management.install(platformCrds);
  return {
    kubeConfig: rancher.server.kubeConfig(),
    definitions: [],
    stop: () => rancher.stop(),
  };
}
