import { nameOf } from '../sentences';
import type { RunHandle } from './RunHandle';

/** Who wants it stopped, as people name each other. Another process may have been told so. */
export async function cancellerOf<T>({
  kit,
  record,
}: RunHandle<T>): Promise<string> {
  const { cancelledBy } = (await kit.journal.get(record.id)) ?? record;
  return cancelledBy ? nameOf(cancelledBy) : 'Somebody';
}
