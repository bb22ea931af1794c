import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';

/**
 * Does something that is worth a record, and writes down who tried it and how it ended.
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
  try {
    const result = await act();
    await record.success();
    return result;
  } catch (error) {
    await record.fail({ error: toError(error) });
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
