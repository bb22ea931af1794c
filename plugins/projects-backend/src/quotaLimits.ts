import type { QuotaItem } from '@flytower/cloud-common/projects';

export type QuotaName = QuotaItem['name'];

/** Which service keeps each limit of a project, under which key, and what people call it. */
export const quotaLimits = {
  instances: { service: 'compute', key: 'instances', title: 'Servers' },
  cores: { service: 'compute', key: 'cores', title: 'Cores' },
  ram: { service: 'compute', key: 'ram', title: 'MiB of memory' },
  volumes: { service: 'block-storage', key: 'volumes', title: 'Volumes' },
  gigabytes: {
    service: 'block-storage',
    key: 'gigabytes',
    title: 'GiB of volumes',
  },
  snapshots: {
    service: 'block-storage',
    key: 'snapshots',
    title: 'Volume snapshots',
  },
  networks: { service: 'network', key: 'network', title: 'Networks' },
  routers: { service: 'network', key: 'router', title: 'Routers' },
  ports: { service: 'network', key: 'port', title: 'Ports' },
  floatingips: { service: 'network', key: 'floatingip', title: 'Floating IPs' },
  securitygroups: {
    service: 'network',
    key: 'security_group',
    title: 'Security groups',
  },
  securitygrouprules: {
    service: 'network',
    key: 'security_group_rule',
    title: 'Security group rules',
  },
} as const satisfies Record<
  QuotaName,
  { service: string; key: string; title: string }
>;

export const quotaNames = Object.keys(quotaLimits) as QuotaName[];
