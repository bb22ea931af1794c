import type { Changes } from '@flytower/cloud-common';

/**
 * Puts changes that come close together into one message; the last word on an id counts.
 *
 * @public
 */
export function gatherChanges(
  tell: (changes: Changes['changes']) => void,
  waitMs = 200,
): (changes: Changes['changes']) => void {
  let waiting: Map<string, Changes['changes'][number]> | undefined;
  return changes => {
    if (!waiting) {
      waiting = new Map();
      setTimeout(() => {
        const all = [...(waiting?.values() ?? [])];
        waiting = undefined;
        tell(all);
      }, waitMs).unref();
    }
    for (const change of changes) waiting.set(change.id, change);
  };
}
