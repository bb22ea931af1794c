import type {
  Operation,
  OperationQuery,
} from '@flytower/cloud-common/operations';

/**
 * What waits for an approval, the oldest first, as they expire first. Who decides about which is known of what was read
 * only, so that nearly always all of it is.
 */
export const waiting: OperationQuery = {
  state: ['waiting-approval'],
  order: 'asc',
  limit: 1000,
};

/** Whether the asker is one of those who decide about it. */
export const mayDecide = ({ allowedActions }: Operation) =>
  allowedActions.includes('approve') || allowedActions.includes('reject');

/** How many wait beyond those that were read. */
export const unread = (page: { items: unknown[]; total: number }) =>
  page.total - page.items.length;
