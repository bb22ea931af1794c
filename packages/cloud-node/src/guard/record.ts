import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { collectRequestIds, requestIdText } from '../requests/requestIds';

/**
 * Does something that is worth a record, and writes down who tried it, how it ended, and what upstream calls its
 * requests.
 *
 * @param event - `meta` is kept for long and read by many, so nothing secret may be in it
 * @public
 */
export async function audited<T>(
  { auditor, requester }: { auditor: AuditorService; requester: string },
  event: {
    eventId: string;
    meta: { [key: string]: string | undefined };
    severityLevel?: 'low' | 'medium';
  },
  act: () => Promise<T>,
): Promise<T> {
  const record = await auditor.createEvent({
    severityLevel: 'medium',
    ...event,
    // the auditor itself sees only which plugin writes
    meta: { ...event.meta, requester },
  });
  const ids = new Set<string>();
  const upstream = () => (ids.size > 0 ? { upstream: requestIdText(ids) } : {});
  try {
    const result = await collectRequestIds(ids, act, { reads: true });
    await record.success({ meta: upstream() });
    return result;
  } catch (error) {
    await record.fail({ error: toError(error), meta: upstream() });
    throw error;
  }
}

/**
 * Who asked, as it is written on what is made for them.
 *
 * @public
 */
export function requesterOf(
  auth: AuthService,
  credentials: BackstageCredentials,
): string {
  return auth.isPrincipal(credentials, 'user')
    ? credentials.principal.userEntityRef
    : 'the portal';
}
