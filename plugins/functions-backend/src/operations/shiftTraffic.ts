import type { Observation, RunContext } from '@flytower/cloud-node/operations';
import { changeFunction, lookAfterChange } from './changeFunction';
import type { FunctionsDomain } from './FunctionsDomain';
import { observeTraffic, pinnedTraffic, type Share } from './traffic';

type Run = RunContext<FunctionsDomain>;

/** Sends requests to exactly these revisions, and says what to follow. */
export async function shiftTraffic(
  run: Run,
  functionId: string,
  shares: Share[],
  options: { keepTags: boolean },
) {
  await changeFunction(run, functionId, service => ({
    spec: { traffic: pinnedTraffic(service, shares, options.keepTags) },
  }));
  return { functionId, shares };
}

/** How that stands. */
export async function observeShift(
  { functionId, shares }: { functionId: string; shares: Share[] },
  run: Run,
): Promise<Observation> {
  const objects = await lookAfterChange(run, functionId);
  return {
    ...observeTraffic(objects, shares, run.operationId),
    upstream: { functionId },
  };
}
