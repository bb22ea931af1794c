import type { QuotaItem } from '@flytower/cloud-common/projects';
import {
  formatCount,
  formatGiB,
  formatMiB,
} from '@flytower/cloud-react/format';

/** Writes a quota's number in its own unit. */
export function formatQuota(name: QuotaItem['name']) {
  if (name === 'ram') return formatMiB;
  return name === 'gigabytes' ? formatGiB : formatCount;
}

/** Used and limit of one quota over all regions; -1 as soon as one region has no limit. */
export function sumQuota(
  quota: readonly QuotaItem[],
  name: QuotaItem['name'],
): { used: number; limit: number } | undefined {
  const items = quota.filter(item => item.name === name);
  if (items.length === 0) return undefined;
  const unlimited = items.some(({ limit }) => limit < 0);
  return {
    used: items.reduce((sum, { used }) => sum + used, 0),
    limit: unlimited ? -1 : items.reduce((sum, { limit }) => sum + limit, 0),
  };
}
