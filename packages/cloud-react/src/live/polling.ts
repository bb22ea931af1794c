import type { Query } from '@tanstack/react-query';
import { isLost, isRefusal } from './isRefusal';

/** How often something that is on its way is asked for, in milliseconds. */
export const fast = 5_000;

/** How often what may change at any time is asked for where no signal tells of it. @public */
export const slow = 30_000;

/**
 * A `refetchInterval` that asks every 5 s as long as something is on its way, and not at all once all is settled. What
 * could not be read at first is asked for every 30 s, unless it was refused. What is gone is waited for no longer. TanStack Query stops it while the tab is
 * hidden.
 *
 * ```ts
 * queryOptions({ …, refetchInterval: pollUntil<ClusterAnswer>(isSettled) })
 * ```
 *
 * @public
 */
export function pollUntil<T>(
  isSettled: (data: T) => boolean,
  /** For lists, to which others add: how often they are asked for when all is settled. */
  otherwise: number | false = false,
) {
  return ({ state }: Pick<Query<T, Error, T, readonly unknown[]>, 'state'>) => {
    if (isLost(state.error)) return otherwise;
    if (state.data !== undefined) {
      return isSettled(state.data) ? otherwise : fast;
    }
    return state.error && !isRefusal(state.error) ? slow : otherwise;
  };
}
