import type {
  AuthService,
  DiscoveryService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';

/** What the policy says of somebody who is not there. @public */
export type Decider = (
  userRef: string,
  permissions: Permission[],
) => Promise<PolicyDecision[]>;

const deadlineMs = 10_000;

/**
 * Asks the policy about a user without their credentials, which are long gone when something that they asked for is
 * about to be done. The permission backend answers this to other plugins only; it is an addition of
 * `permission-backend-module-cloud`. Without a permission backend everybody may everything, as elsewhere.
 */
export function createDecider(options: {
  auth: AuthService;
  config: RootConfigService;
  discovery: DiscoveryService;
}): Decider {
  const { auth, config, discovery } = options;
  const enabled = config.getOptionalBoolean('permission.enabled') ?? false;
  return async (userRef, permissions) => {
    if (!enabled) {
      return permissions.map(() => ({ result: AuthorizeResult.ALLOW }));
    }
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'permission',
    });
    const baseUrl = await discovery.getBaseUrl('permission');
    const response = await fetch(`${baseUrl}/cloud/decisions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ userRef, permissions }),
      signal: AbortSignal.timeout(deadlineMs),
    });
    if (!response.ok) {
      throw new ServiceUnavailableError(
        `It cannot be said at the moment what ${userRef} may do (${response.status})`,
      );
    }
    const { decisions } = (await response.json()) as {
      decisions: PolicyDecision[];
    };
    return decisions;
  };
}
