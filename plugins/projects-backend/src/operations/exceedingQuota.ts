import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { createDecider } from '@flytower/cloud-node/guard';
import type { ProjectsDomain } from './ProjectsDomain';

/**
 * Giving a project more than it has where no ceiling says how much that may be. Of no resource, so owning the project
 * is not enough: the default policy gives it to the platform team.
 */
export const exceedQuotaPermission = createPermission({
  name: 'cloud.quota.exceed',
  attributes: { action: 'update' },
});

/** Asks the policy about a person, now. What the portal starts by itself may not. */
export function exceedingQuota(
  options: Parameters<typeof createDecider>[0],
): ProjectsDomain['mayExceedQuota'] {
  const decideFor = createDecider(options);
  return async userRef => {
    if (!userRef.startsWith('user:')) return false;
    const [{ result }] = await decideFor(userRef, [exceedQuotaPermission]);
    return result === AuthorizeResult.ALLOW;
  };
}
