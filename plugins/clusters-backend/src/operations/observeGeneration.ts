import type { Observation } from '@flytower/cloud-node/operations';
import type { GenerationProgress } from '../map/toControlPlane';

/** How something stands that Rancher is asked for by a rising generation. */
export function observeGeneration(
  progress: GenerationProgress,
  generation: number,
  words: { step: string; done: string; failed: string; waits?: string },
): Pick<Observation, 'message' | 'steps' | 'settled' | 'outcome'> {
  const { state, phase, taken } = progress;
  const isTaken = taken >= generation;
  if (taken > generation) {
    // the portal lets nobody in before this has ended, so it was somebody in Rancher itself
    const outcome = `Somebody asked Rancher for another one before it was seen how this one ended. Look at what Rancher says of it.`;
    return {
      message: outcome,
      steps: [{ name: words.step, state: 'failed', message: outcome }],
      settled: 'failed',
      outcome,
    };
  }
  if (isTaken && state === 'finished') {
    return {
      message: words.done,
      steps: [{ name: words.step, state: 'done' }],
      settled: 'succeeded',
      outcome: words.done,
    };
  }
  if (isTaken && state === 'failed') {
    return {
      message: words.failed,
      steps: [{ name: words.step, state: 'failed', message: words.waits }],
      settled: 'failed',
      outcome: words.failed,
    };
  }
  const message =
    words.waits ?? (phase ? `Rancher is at: ${phase}` : 'Rancher takes it up');
  return {
    message,
    steps: [
      { name: words.step, state: isTaken ? 'running' : 'waiting', message },
    ],
  };
}
