import type { ProjectCapacity } from '@flytower/cloud-common/projects';

interface Machines {
  region: string;
  /** Name of their flavor. */
  flavor: string;
  count: number;
}

/** What machines take of a quota: by the name of the limit, `ram` in MiB. */
export type Need = Record<string, number>;

/** What machines take; undefined when their region does not offer the flavor. */
export function machinesNeed(
  { flavors }: Pick<ProjectCapacity, 'flavors'>,
  { region, flavor: name, count }: Machines,
): Need | undefined {
  const flavor = flavors.find(
    one => one.region === region && one.name === name,
  );
  return (
    flavor && {
      instances: count,
      cores: count * flavor.vcpus,
      ram: count * flavor.ramMiB,
    }
  );
}

/** Why so many machines do not fit into what is left beside what others take; undefined when they do. */
export function machinesLeft(
  capacity: Pick<ProjectCapacity, 'flavors' | 'quota'>,
  machines: Machines,
  taken?: Need,
): string | undefined {
  const { region, flavor, count } = machines;
  const needed = machinesNeed(capacity, machines);
  if (!needed) {
    return `Region ${region} does not offer the flavor ${flavor} any more`;
  }
  const leftOf = ({ name, limit, used }: ProjectCapacity['quota'][number]) =>
    limit - used - (taken?.[name] ?? 0);
  const short = capacity.quota.find(
    item =>
      item.name in needed &&
      item.region === region &&
      item.limit >= 0 &&
      needed[item.name] > leftOf(item),
  );
  if (!short) return undefined;
  const left = Math.max(0, leftOf(short));
  const others = taken?.[short.name]
    ? `; the clusters before it in this run take ${taken[short.name]}`
    : '';
  return `${count} × ${flavor} needs ${needed[short.name]} of ${
    short.name
  } in region ${region}, and ${left} are left of the project's quota${others}`;
}
