import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SystemClock, type Clock } from '../Clock';
import type { CompanyOptions } from '../company/types';
import { freePorts } from '../context';
import type { Scenario } from '../Scenarios';
import { SimulatedCloud } from '../SimulatedCloud';

export interface TestCloudOptions {
  /** A small company unless said otherwise. */
  company?: Partial<CompanyOptions>;
  /** Fifty times as fast as life unless said otherwise. */
  clock?: Clock;
  scenarios?: Scenario[];
  log?(message: string): void;
}

const small: Partial<CompanyOptions> = {
  projects: 16,
  servers: 40,
  clusters: 6,
  functions: 4,
};

/** A whole simulated cloud on free ports, in a directory of its own that goes away with it. */
export async function startSimulatedCloud(
  options: TestCloudOptions = {},
): Promise<SimulatedCloud> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'simulated-cloud-'));
  const cloud = await SimulatedCloud.start({
    stateDir,
    ports: freePorts,
    company: { ...small, ...options.company },
    clock: options.clock ?? new SystemClock(50),
    scenarios: options.scenarios,
    log: options.log,
  });
  const stop = cloud.stop.bind(cloud);
  return Object.assign(cloud, {
    async stop() {
      await stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  });
}
