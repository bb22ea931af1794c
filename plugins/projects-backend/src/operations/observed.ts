import type { Observation } from '@flytower/cloud-node/operations';

/** How an operation of one step stands, in one sentence: where it is at, or how it ended. */
export function observed(
  step: string,
  state: 'running' | 'done' | 'failed',
  message: string,
  upstream: Record<string, string>,
): Observation {
  if (state === 'running') {
    return { message, steps: [{ name: step, state, message }], upstream };
  }
  return {
    message,
    steps: [{ name: step, state }],
    upstream,
    settled: state === 'done' ? 'succeeded' : 'failed',
    outcome: message,
  };
}
