import { cloudLabels } from '@flytower/cloud-common';
import type { PlatformFunction } from '../map/toFunction';

/** Whether the portal made it. What others made it does not change. */
export function isOurs({ service, build }: PlatformFunction): boolean {
  const { labels } = (service ?? build)?.metadata ?? {};
  return labels?.[cloudLabels.managedBy] === 'flytower';
}
