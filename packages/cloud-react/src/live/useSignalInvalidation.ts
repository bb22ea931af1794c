import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  useQueryClient,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import { useEffect } from 'react';

/** A cluster that comes up tells a dozen changes a second; one new read for all of them is enough. */
const pause = 400;

/** When what is below a key was last asked for because of a signal, as several parts of a page may watch the same. */
const lastAsked = new WeakMap<QueryClient, Map<string, number>>();

/**
 * Asks anew for everything below `queryKey` when `channel` tells of a change. A read that runs is left to end, and
 * followed by another. Without signals nothing happens, and the query's own polling has to do.
 *
 * @public
 */
export function useSignalInvalidation(channel: string, queryKey: QueryKey) {
  const signals = useApiHolder().get(signalApiRef);
  const client = useQueryClient();
  // Keys are written anew on each render; what counts is what they say.
  const key = JSON.stringify(queryKey);

  useEffect(() => {
    if (!signals) return undefined;
    const filter = { queryKey: JSON.parse(key) as QueryKey };
    const asked = lastAsked.get(client) ?? new Map<string, number>();
    lastAsked.set(client, asked);
    let told = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const askAnew = () => {
      timer = undefined;
      if ((asked.get(key) ?? 0) > told) return;
      if (client.isFetching(filter) > 0) {
        // Aborted each time, it would never end while changes keep coming; and it may be older than the last change.
        timer = setTimeout(askAnew, pause);
        return;
      }
      asked.set(key, performance.now());
      void client.invalidateQueries(filter);
    };
    const subscription = signals.subscribe(channel, () => {
      told = performance.now();
      timer ??= setTimeout(askAnew, pause);
    });
    return () => {
      subscription.unsubscribe();
      if (timer === undefined) return;
      clearTimeout(timer);
      void client.invalidateQueries({ ...filter, refetchType: 'none' });
    };
  }, [signals, client, channel, key]);
}
