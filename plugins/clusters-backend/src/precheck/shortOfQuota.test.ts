import { needOf, noNeed, shortOfQuota, sumOf } from './shortOfQuota';

const region = 'north';
const quota = (
  name: 'instances' | 'cores' | 'ram' | 'volumes',
  limit: number,
  used: number,
) => ({ region, name, limit, used });
const need = needOf({ vcpus: 4, ramMiB: 8192 }, 2);

describe('machines', () => {
  it('fit when what they need is left, whatever else is used up', () => {
    const room = [
      quota('instances', 10, 8),
      quota('volumes', 10, 12),
      quota('ram', -1, 1_000_000),
      { ...quota('cores', 1, 1), region: 'south' },
    ];
    expect(shortOfQuota(room, region, need)).toEqual([]);
  });

  it('do not fit when something of that is missing, each of which is named', () => {
    const room = [
      quota('instances', 10, 9),
      quota('cores', 4, 4),
      quota('ram', 20_480, 5_120),
    ];
    expect(shortOfQuota(room, region, need)).toEqual([
      '2 instances, but only 1 instance is left',
      '8 cores, but nothing is left',
      '16 GiB of memory, but only 15 GiB of memory is left',
    ]);
  });

  it('do not fit beside what others take of the same', () => {
    const room = [quota('instances', 10, 6)];
    expect(shortOfQuota(room, region, need, noNeed)).toEqual([]);
    expect(shortOfQuota(room, region, need, need)).toEqual([]);
    expect(shortOfQuota(room, region, need, sumOf([need, need]))).toEqual([
      '2 instances, but nothing is left',
    ]);
  });
});
