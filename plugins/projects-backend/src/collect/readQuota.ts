import type { QuotaItem } from '@flytower/cloud-common/projects';
import type { OpenStackClient } from '@flytower/cloud-node/upstream/openstack';
import { quotaLimits, quotaNames } from '../quotaLimits';

/** Nova and Cinder say `in_use`, Neutron says `used`. */
type Usage = { limit: number; in_use?: number; used?: number };

/** Quota of one project in one region, of the services that this region has. */
export async function readQuota(
  client: OpenStackClient,
  region: string,
  projectId: string,
): Promise<QuotaItem[]> {
  const { compute, blockStorage, network } = client.region(region);
  const [nova, cinder, neutron] = await Promise.all([
    compute.getQuota(projectId),
    client
      .has('block-storage', region)
      .then(has => (has ? blockStorage.getQuota(projectId) : undefined)),
    client
      .has('network', region)
      .then(has => (has ? network.getQuota(projectId) : undefined)),
  ]);
  const told: Record<string, Record<string, Usage | undefined> | undefined> = {
    compute: nova,
    'block-storage': cinder,
    network: neutron,
  };
  return quotaNames.flatMap(name => {
    const { service, key } = quotaLimits[name];
    const usage = told[service]?.[key];
    if (!usage) return [];
    const used = usage.in_use ?? usage.used ?? 0;
    return [{ region, name, limit: usage.limit, used }];
  });
}
