import type { BulkTarget } from '@flytower/cloud-common/operations';
import type { OperationRecord } from '../journal/record';

/** What has not begun never will. */
export function skipWaiting(targets: BulkTarget[]): BulkTarget[] {
  return targets.map(each =>
    each.state === 'waiting-wave' ? { ...each, state: 'skipped' } : each,
  );
}

/** The same for a row that ends before it has begun. */
export function withoutWaiting({ bulk }: Pick<OperationRecord, 'bulk'>) {
  return bulk && { bulk: { ...bulk, targets: skipWaiting(bulk.targets) } };
}
