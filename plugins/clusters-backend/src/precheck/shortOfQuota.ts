import type { Flavor, QuotaItem } from '@flytower/cloud-common/projects';

/** What machines take of a quota; `ram` in MiB. */
export type Need = Record<'instances' | 'cores' | 'ram', number>;

export const noNeed: Need = { instances: 0, cores: 0, ram: 0 };

/** So many machines of a flavor. */
export function needOf(
  { vcpus, ramMiB }: Pick<Flavor, 'vcpus' | 'ramMiB'>,
  count: number,
): Need {
  return { instances: count, cores: count * vcpus, ram: count * ramMiB };
}

export function sumOf(needs: Need[]): Need {
  const sum = (name: keyof Need) =>
    needs.reduce((total, need) => total + need[name], 0);
  return { instances: sum('instances'), cores: sum('cores'), ram: sum('ram') };
}

/**
 * What machines in a region need and is not left beside what others take, each as the end of a sentence: `12 cores, but
 * only 10 cores are left`. Empty when they fit.
 */
export function shortOfQuota(
  quota: readonly QuotaItem[],
  region: string,
  need: Need,
  taken: Need = noNeed,
): string[] {
  return quota
    .filter(item => item.region === region && item.limit >= 0)
    .flatMap(({ name, limit, used }) => {
      if (!isNeeded(name)) return [];
      const left = Math.max(0, limit - used - taken[name]);
      if (need[name] <= left) return [];
      const isOne = name === 'ram' || left <= 1;
      return [
        `${amount(name, need[name])}, but ${
          left === 0 ? 'nothing' : `only ${amount(name, left)}`
        } ${isOne ? 'is' : 'are'} left`,
      ];
    });
}

const isNeeded = (name: string): name is keyof Need => name in noNeed;

function amount(name: keyof Need, value: number): string {
  if (name === 'ram')
    return `${Math.round((value / 1024) * 10) / 10} GiB of memory`;
  return `${value} ${value === 1 ? name.slice(0, -1) : name}`;
}
