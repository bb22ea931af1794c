import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { oneLine, sentenceOf } from '../operations/sentences';

/** As long as it is tried again while somebody cannot be told of something. */
const triedMs = 600_000;
/** As long as sending may take: others wait behind it. */
const sendMs = 10_000;

/** Sends it; false when that did not work, and may later. Without the notifications plugin there is nobody to tell. */
export async function notify(
  { notifications, logger }: NotifyDeps,
  notification: Parameters<NotificationService['send']>[0],
): Promise<boolean> {
  try {
    await Promise.race([notifications.send(notification), tooLong()]);
    return true;
  } catch (error) {
    if (isAbsent(error)) return true;
    logger.warn(
      `Nobody could be told "${oneLine(
        notification.payload.title,
      )}": ${sentenceOf(error)}`,
    );
    return false;
  }
}

export interface NotifyDeps {
  notifications: NotificationService;
  logger: LoggerService;
}

/**
 * Whether there is no more use in telling of what happened then.
 *
 * @param since - when this process began to try: what happened while none could is not old by that
 */
export function isOldNews(
  happenedAt: number,
  { since, now }: { since: number; now: number },
): boolean {
  return now - Math.max(happenedAt, since) > triedMs;
}

function tooLong(): Promise<never> {
  const fault = new Error(`Nothing was answered within ${sendMs / 1000} s`);
  return new Promise((_, reject) => {
    setTimeout(() => reject(fault), sendMs).unref();
  });
}

/** Its client tells no more than the status, in a sentence. */
function isAbsent(error: unknown): boolean {
  return error instanceof Error && /\bstatus 404\b/.test(error.message);
}
