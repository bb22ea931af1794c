import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SystemClock, type Clock } from '../Clock';
import { createCompany } from '../company/company';
import type { Company, CompanyOptions } from '../company/types';
import { freePorts, type CloudContext, type CloudUrls } from '../context';
import { OpenStackCloud } from '../openstack';
import type { CloudState } from '../openstack/CloudState';
import { Scenarios } from '../Scenarios';

export interface OpenStackOptions {
  company?: Partial<CompanyOptions>;
  clock?: Clock;
}

export interface SimulatedOpenStack {
  scenarios: Scenarios;
  company: Company;
  state: CloudState;
  /** Path of the clouds.yaml that leads here. */
  cloudsFile: string;
  authUrl: string;
  stop(): Promise<void>;
}

/** Only the OpenStack of a simulated cloud, for tests that need nothing else and want to be quick. */
export async function startOpenStack(
  options: OpenStackOptions = {},
): Promise<SimulatedOpenStack> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'simulated-openstack-'));
  const scenarios = new Scenarios();
  const company = createCompany({
    projects: 16,
    servers: 40,
    ...options.company,
  });
  const context: CloudContext = {
    clock: options.clock ?? new SystemClock(50),
    company,
    scenarios,
    stateDir,
    urls: {} as CloudUrls,
    log: () => {},
  };
  const openstack = new OpenStackCloud(context, freePorts);
  await openstack.start();
  return {
    scenarios,
    company,
    state: openstack.state,
    cloudsFile: path.join(stateDir, 'clouds.yaml'),
    authUrl: `${openstack.state.urls.keystone}/v3`,
    async stop() {
      await openstack.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}
