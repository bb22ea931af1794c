import { isError } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toRefusal } from './refusal';

/** How something that is being followed stands. */
export interface Standing {
  /** What is said in the log; said again only when it changes. */
  say: string;
  outcome: 'going-on' | 'succeeded' | 'failed';
}

interface FollowOptions<T> {
  logger: LoggerService;
  signal?: AbortSignal;
  /** When the waiting began, in ms; of the first start if the portal was restarted meanwhile. */
  since: number;
  timeoutMinutes: number;
  everyMs: number;
  read: () => Promise<T>;
  judge: (seen: T) => Standing;
  /** Said after the error when waiting ends but the work goes on. */
  goesOn: string;
}

/** A door that refuses these does not change its mind while we wait. */
const final = [
  'AuthenticationError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
];

/** The end of the waiting, as opposed to a door that cannot answer right now. */
class GaveUp extends Error {
  override name = 'GaveUp';
}

/**
 * Reads until what is followed has settled. Holds no state of its own, so a task that is taken up again by another
 * process simply reads on. A door that cannot answer right now is asked again; one that refuses ends the waiting.
 */
export async function follow<T>(options: FollowOptions<T>): Promise<T> {
  const { logger, signal, read, judge, since, timeoutMinutes } = options;
  const deadline = since + timeoutMinutes * 60_000;
  let said = '';
  const say = (text: string) => {
    if (text !== said) logger.info(text);
    said = text;
  };

  for (;;) {
    signal?.throwIfAborted();
    try {
      const seen = await read();
      const { say: text, outcome } = judge(seen);
      if (outcome === 'failed') throw new GaveUp(text);
      say(text);
      if (outcome === 'succeeded') return seen;
    } catch (error) {
      const refusal = toRefusal(error);
      if (refusal instanceof GaveUp) throw refusal;
      if (refusal.name === 'AuthenticationError') {
        throw new GaveUp(
          `Your sign-in has expired while this was waiting. ${options.goesOn}`,
        );
      }
      if (final.includes(refusal.name)) throw refusal;
      signal?.throwIfAborted();
      say(`No answer at the moment, asking again: ${refusal.message}`);
    }
    if (Date.now() >= deadline) {
      throw new GaveUp(
        `Not finished after ${timeoutMinutes} minutes; last seen: ${said}. ${options.goesOn}`,
      );
    }
    await pause(options.everyMs, signal);
  }
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(error => {
    throw isError(signal?.reason) ? signal?.reason : error;
  });
}
