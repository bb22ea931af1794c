import { SystemClock, type Clock } from '../../Clock';
import type { Company } from '../../company/types';
import type { CloudContext } from '../../context';
import { Scenarios } from '../../Scenarios';

const company: Company = {
  options: { seed: 1, projects: 1, servers: 0, clusters: 0, functions: 0 },
  name: 'Meridian',
  domain: 'meridian.example',
  regions: ['north', 'south'],
  teams: [
    {
      id: 'a'.repeat(32),
      name: 'checkout',
      title: 'Checkout',
      kind: 'product',
    },
  ],
  people: [
    {
      id: 'b'.repeat(32),
      name: 'ines.duarte',
      displayName: 'Ines Duarte',
      email: 'ines.duarte@meridian.example',
      teams: ['checkout'],
    },
  ],
  projects: [
    {
      id: 'c'.repeat(32),
      name: 'checkout-production',
      description: '',
      team: 'checkout',
      readers: [],
      environment: 'production',
      tags: [],
      regions: ['north'],
    },
  ],
};

/** The surroundings of a part that is tested by itself: a company of one team and one project. */
export function testContext(
  stateDir: string,
  clock: Clock = new SystemClock(),
): CloudContext {
  return {
    clock,
    company,
    scenarios: new Scenarios(),
    stateDir,
    urls: {
      keystone: '',
      rancher: '',
      git: '',
      gateway: '',
      identity: '',
      control: '',
    },
    log: () => {},
  };
}
