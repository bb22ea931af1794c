import type { rancherKinds } from '@flytower/cloud-node/upstream/rancher';

/** When the certificates of a cluster's own components expire. */
export interface ClusterCertificates {
  /** RFC 3339, of the first one. */
  expireAt: string;
  /** Which one that is. */
  first: string;
  all: { name: string; expiresAt: string }[];
}

/** Nothing when Rancher does not say: it is not known then, which is not the same as being far away. */
export function toCertificates(
  management: rancherKinds.ManagementCluster | undefined,
): ClusterCertificates | undefined {
  const all = Object.entries(management?.status?.certificatesExpiration ?? {})
    .map(([name, { expirationDate }]) => ({
      name,
      time: Date.parse(expirationDate),
    }))
    .filter(({ time }) => !Number.isNaN(time))
    .sort((a, b) => a.time - b.time)
    .map(({ name, time }) => ({
      name,
      expiresAt: new Date(time).toISOString(),
    }));
  const [first] = all;
  return first && { expireAt: first.expiresAt, first: first.name, all };
}
