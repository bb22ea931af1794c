import type { OperationStep } from '@flytower/cloud-common/operations';
import type { Observation } from '../defineOperation';

const over = ['done', 'failed', 'skipped'];

/** Steps as they are seen now, with the times at which each was first seen so. */
export function mergeSteps(
  before: OperationStep[],
  seen: Observation['steps'],
  now: string,
): OperationStep[] {
  return seen.map(({ name, state, message }) => {
    const known = before.find(step => step.name === name);
    const begun = state !== 'waiting' && state !== 'skipped';
    return {
      name,
      state,
      message,
      startedAt: begun ? known?.startedAt ?? now : undefined,
      finishedAt: over.includes(state) ? known?.finishedAt ?? now : undefined,
    };
  });
}
