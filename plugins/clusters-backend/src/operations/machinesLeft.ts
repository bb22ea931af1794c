import type { ProjectCapacity } from '@flytower/cloud-common/projects';

/** Why so many machines of this flavor do not fit into what is left; undefined when they do. */
export function machinesLeft(
  { flavors, quota }: ProjectCapacity,
  region: string,
  flavorName: string,
  count: number,
): string | undefined {
  const flavor = flavors.find(
    one => one.region === region && one.name === flavorName,
  );
  if (!flavor) {
    return `Region ${region} does not offer the flavor ${flavorName} any more`;
  }
  const needed: Record<string, number> = {
    instances: count,
    cores: count * flavor.vcpus,
    ram: count * flavor.ramMiB,
  };
  const short = quota.find(
    ({ name, region: where, limit, used }) =>
      name in needed &&
      where === region &&
      limit >= 0 &&
      needed[name] > limit - used,
  );
  if (!short) return undefined;
  const left = Math.max(0, short.limit - short.used);
  return `${count} × ${flavorName} needs ${needed[short.name]} of ${
    short.name
  } in region ${region}, and ${left} are left of the project's quota`;
}
