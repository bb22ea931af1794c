import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '../Clock';
import { Scenarios } from '../Scenarios';
import { describeKubernetesContract } from '../testUtils/kubernetesContract';
import { startRancher } from './testUtils/startRancher';

describeKubernetesContract('the simulated cloud', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'simulated-rancher-'));
  const rancher = await startRancher({
    clock: new SystemClock(),
    scenarios: new Scenarios(),
    stateDir,
    bookmarkMs: 1000,
  });
  return {
    kubeConfig: rancher.kubeConfig(),
    async stop() {
      await rancher.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
});
