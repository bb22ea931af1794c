import {
  platformCrds,
  startRancher,
} from '@flytower/simulated-cloud/testUtils';
import { describeClientContract } from './__testUtils__/describeClientContract';

describeClientContract('the simulated cloud', async () => {
  const rancher = await startRancher();
  rancher.server.management.install(platformCrds);
  return {
    kubeConfig: rancher.server.kubeConfig(),
    definitions: [],
    stop: () => rancher.stop(),
  };
});
