import type {
  ProjectCapacity,
  QuotaItem,
} from '@flytower/cloud-common/projects';

/** Nodes that somebody is about to ask for. */
export interface PlannedNodes {
  count: number;
  /** Name of a flavor. */
  flavor: string;
}

/** One quota, and what the plan would add to it. */
export interface PlannedQuota extends QuotaItem {
  planned: number;
  /** How much it would be too much; 0 when it fits. */
  missing: number;
}

const counted = ['instances', 'cores', 'ram'] as const;

/** What a plan would do to the quota that servers are counted by. Flavors that are not known add nothing. */
export function planQuota(
  capacity: ProjectCapacity,
  region: string,
  nodes: readonly PlannedNodes[],
): PlannedQuota[] {
  const planned = { instances: 0, cores: 0, ram: 0 };
  for (const { count, flavor: name } of nodes) {
    const flavor = capacity.flavors.find(
      one => one.name === name && one.region === region,
    );
    if (!flavor) continue;
    planned.instances += count;
    planned.cores += count * flavor.vcpus;
    planned.ram += count * flavor.ramMiB;
  }
  return counted.flatMap(name => {
    const item = capacity.quota.find(
      one => one.name === name && one.region === region,
    );
    if (!item) return [];
    const total = item.used + planned[name];
    const missing = item.limit < 0 ? 0 : Math.max(0, total - item.limit);
    return [
      { ...item, planned: planned[name], missing: planned[name] ? missing : 0 },
    ];
  });
}
