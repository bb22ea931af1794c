import type { QuotaItem } from '@flytower/cloud-common/projects';
import type { OpenStackClient } from '@flytower/cloud-node/upstream/openstack';

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
  const item = (
    name: QuotaItem['name'],
    usage: { limit: number; in_use?: number; used?: number } | undefined,
  ): QuotaItem[] =>
    usage
      ? [
          {
            region,
            name,
            limit: usage.limit,
            used: usage.in_use ?? usage.used ?? 0,
          },
        ]
      : [];
  return [
    ...item('instances', nova.instances),
    ...item('cores', nova.cores),
    ...item('ram', nova.ram),
    ...item('volumes', cinder?.volumes),
    ...item('gigabytes', cinder?.gigabytes),
    ...item('networks', neutron?.network),
    ...item('floatingips', neutron?.floatingip),
  ];
}
