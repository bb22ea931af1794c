import type { ProjectCapacity } from '@flytower/cloud-common/projects';
import { planQuota } from './planQuota';

const capacity: ProjectCapacity = {
  projectId: 'p1',
  regions: ['north'],
  flavors: [
    {
      id: '1',
      name: 'm1',
      region: 'north',
      vcpus: 2,
      ramMiB: 4096,
      diskGiB: 9,
    },
    {
      id: '2',
      name: 'm1',
      region: 'south',
      vcpus: 9,
      ramMiB: 9999,
      diskGiB: 9,
    },
  ],
  quota: [
    { region: 'north', name: 'instances', limit: 10, used: 8 },
    { region: 'north', name: 'cores', limit: -1, used: 8 },
    { region: 'north', name: 'ram', limit: 40960, used: 32768 },
    { region: 'north', name: 'volumes', limit: 1, used: 1 },
  ],
};

const missing = (count: number, flavor = 'm1') =>
  Object.fromEntries(
    planQuota(capacity, 'north', [{ count, flavor }]).map(item => [
      item.name,
      item.missing,
    ]),
  );

describe('what a plan does to the quota', () => {
  it('fits up to the very last server', () => {
    expect(missing(2)).toEqual({ instances: 0, cores: 0, ram: 0 });
  });

  it('says how much would be too much', () => {
    expect(missing(3)).toEqual({ instances: 1, cores: 0, ram: 4096 });
  });

  it('never exceeds what has no limit', () => {
    expect(missing(1000).cores).toBe(0);
  });

  it('counts with the flavor of the chosen region', () => {
    const [, cores] = planQuota(capacity, 'north', [
      { count: 1, flavor: 'm1' },
    ]);
    expect(cores.planned).toBe(2);
  });

  it('adds nothing for a flavor that does not exist', () => {
    expect(missing(99, 'gone')).toEqual({ instances: 0, cores: 0, ram: 0 });
  });
});
