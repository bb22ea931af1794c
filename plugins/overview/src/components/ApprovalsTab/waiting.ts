import type {
  Operation,
  OperationQuery,
} from '@flytower/cloud-common/operations';

/** What waits for an approval, as many as one person reads at once; the oldest first, as they expire first. */
export const waiting: OperationQuery = {
  state: ['waiting-approval'],
  order: 'asc',
  limit: 100,
};

/** Whether the asker is one of those who decide about it. */
export const mayDecide = ({ allowedActions }: Operation) =>
  allowedActions.includes('approve') || allowedActions.includes('reject');
