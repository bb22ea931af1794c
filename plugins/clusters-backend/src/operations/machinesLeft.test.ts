import type { ProjectCapacity } from '@flytower/cloud-common/projects';
import { machinesLeft } from './machinesLeft';

const region = 'north';
const quota = (
  name: 'instances' | 'ram' | 'volumes',
  limit: number,
  used: number,
) => ({
  region,
  name,
  limit,
  used,
});
const capacity = (...limits: ReturnType<typeof quota>[]) =>
  ({
    regions: [region],
    flavors: [
      { region, name: 'm1.large', vcpus: 4, ramMiB: 8192, diskGiB: 80 },
    ],
    quota: limits,
  } as unknown as ProjectCapacity);

describe('machines that a pool gets more', () => {
  it('fit when what they need is left, whatever else is used up', () => {
    const room = capacity(quota('instances', 10, 8), quota('volumes', 10, 12));
    expect(
      machinesLeft(room, { region, flavor: 'm1.large', count: 2 }),
    ).toBeUndefined();
    const unlimited = capacity(quota('ram', -1, 1_000_000));
    expect(
      machinesLeft(unlimited, { region, flavor: 'm1.large', count: 2 }),
    ).toBeUndefined();
  });

  it('do not fit when something of that is missing, which is named', () => {
    const room = capacity(
      quota('instances', 10, 8),
      quota('ram', 20_000, 4_000),
    );
    expect(machinesLeft(room, { region, flavor: 'm1.large', count: 2 })).toBe(
      "2 × m1.large needs 16384 of ram in region north, and 16000 are left of the project's quota",
    );
    expect(machinesLeft(room, { region, flavor: 'm1.tiny', count: 2 })).toMatch(
      /does not offer/,
    );
  });
});
