import type { Clock } from '../../Clock';
import type { Company } from '../../company/types';
import type { CloudUrls } from '../../context';
import type { Scenarios } from '../../Scenarios';
import { RancherServer } from '../rancher/RancherServer';

interface StartOptions {
  clock: Clock;
  scenarios: Scenarios;
  stateDir: string;
  bookmarkMs?: number;
  crds?: readonly object[];
}

/** A company of nobody: Rancher needs its seed alone. */
const company: Company = {
  options: { seed: 1, projects: 0, servers: 0, clusters: 0, functions: 0 },
  name: 'Nobody',
  domain: 'nobody.example',
  regions: [],
  teams: [],
  people: [],
  projects: [],
};

const urls: CloudUrls = {
  keystone: '',
  rancher: '',
  git: '',
  gateway: '',
  identity: '',
  control: '',
};

/** A Rancher on a free port, without the rest of the cloud. */
export async function startRancher({
  clock,
  scenarios,
  stateDir,
  ...options
}: StartOptions): Promise<RancherServer> {
  const rancher = new RancherServer(
    { clock, scenarios, stateDir, company, urls: { ...urls }, log: () => {} },
    { port: 0, ...options },
  );
  await rancher.start();
  return rancher;
}
