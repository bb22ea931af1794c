import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect } from 'react';

/** A cluster that comes up tells a dozen changes a second; one new read for all of them is enough. */
const pause = 400;

/**
 * Asks anew for everything below `queryKey` when `channel` tells of a change. Without signals nothing happens, and the
 * query's own polling has to do.
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
    let timer: ReturnType<typeof setTimeout> | undefined;
    const subscription = signals.subscribe(channel, () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: JSON.parse(key) });
      }, pause);
    });
    return () => {
      clearTimeout(timer);
      subscription.unsubscribe();
    };
  }, [signals, client, channel, key]);
}
