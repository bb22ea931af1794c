import type { BulkTarget } from '@flytower/cloud-common/operations';
import { targetKeyOf } from '../../targets/Targets';
import type { OperationRecord } from '../journal/record';
import type { RunHandle } from './RunHandle';

type Gate = { open: true } | { wait: string } | { stop: string };

const minute = 60_000;

/** Whether the next wave may begin: not too many failures, those of the last one are well again, and the pause is over. */
export async function gateOf<T>(
  run: RunHandle<T>,
  targets: BulkTarget[],
  parts: Map<string, OperationRecord>,
  wave: number,
): Promise<Gate> {
  const { maxFailures, healthGate, pauseSeconds } = run.record.bulk!.waves;
  const failures = targets.filter(({ state }) => state === 'failed').length;
  const before = targets.filter(each => each.wave === wave - 1);
  // a wave that has begun was let through already
  const begun = targets.some(
    each => each.wave === wave && each.state !== 'waiting-wave',
  );
  if (before.length === 0 || begun) return { open: true };
  if (failures > maxFailures) {
    return {
      stop: `It stopped before wave ${
        wave + 1
      }, because ${failures} failed and at most ${maxFailures} may`,
    };
  }
  const now = run.kit.now();
  const endedAt = Math.max(
    0,
    ...before.map(
      ({ target }) => parts.get(targetKeyOf(target))?.finishedAt ?? 0,
    ),
  );
  if (healthGate) {
    const ill = await firstUnhealthy(run, before);
    if (ill && now > endedAt + run.known.spec.deadlineMinutes * minute) {
      return { stop: `It stopped before wave ${wave + 1}: ${ill}` };
    }
    if (ill) return { wait: `Wave ${wave + 1} waits: ${ill}` };
  }
  if (now < endedAt + pauseSeconds * 1000) {
    return { wait: `Wave ${wave + 1} begins after a pause` };
  }
  return { open: true };
}

async function firstUnhealthy<T>(run: RunHandle<T>, before: BulkTarget[]) {
  for (const { target, state } of before) {
    if (state !== 'succeeded') continue;
    try {
      const found = await run.kit.targets.find(target.type, target.id);
      if (found?.unhealthy)
        return run.say(`${target.title}: ${found.unhealthy}`);
    } catch (error) {
      return run.say(
        `whether ${target.title} is well is not known. ${run.say(error)}`,
      );
    }
  }
  return undefined;
}
