import {
  isSettled,
  type BulkTarget,
  type OperationState,
} from '@flytower/cloud-common/operations';
import { targetKeyOf } from '../../targets/Targets';
import type { OperationRecord } from '../journal/record';
import { sentences } from '../sentences';
import { beginWave } from './beginWave';
import { cancellerOf } from './cancellerOf';
import { gateOf } from './gateOf';
import type { RunHandle } from './RunHandle';
import { skipWaiting } from './skipWaiting';

const namedAtMost = 20;

export const isOver = ({ state }: BulkTarget) =>
  state === 'skipped' || (state !== 'waiting-wave' && isSettled(state));

/** Takes an operation over many targets from where it stands to its end, wave by wave. */
export async function runWaves<T>(
  run: RunHandle<T>,
  wake: () => void,
): Promise<void> {
  await run.step('claimed');
  if (run.record.state === 'queued') {
    await run.move('running', { startedAt: run.kit.now() });
  }
  await run.step('running');
  // why nothing more is begun; whoever takes this over must know it, too
  let { stopped } = run.record.bulk!;
  for (;;) {
    const parts = await partsOf(run);
    let targets = standing(run, parts);
    if (run.cancelRequested) {
      await cancelQueued(run, parts);
      stopped = `${await cancellerOf(run)} cancelled it`;
    }
    if (stopped) targets = skipWaiting(targets);
    const open = targets.filter(target => !isOver(target));
    if (open.length === 0) {
      await run.note({ bulk: { waves: wavesOf(run), targets, stopped } });
      await run.step('observed');
      return end(run, targets, stopped);
    }
    const wave = Math.min(...open.map(target => target.wave));
    let message = `Wave ${wave + 1} of ${lastWave(targets) + 1}`;
    if (
      open.some(each => each.wave === wave && each.state === 'waiting-wave')
    ) {
      const gate = await gateOf(run, targets, parts, wave);
      if ('stop' in gate) {
        stopped = gate.stop;
        continue;
      }
      if ('wait' in gate) message = gate.wait;
      else {
        targets = await beginWave(run, targets, wave);
        wake();
      }
    }
    const done = targets.filter(isOver).length;
    await run.note({
      bulk: { waves: wavesOf(run), targets, stopped },
      message: sentences(
        stopped ? `${stopped}; what has begun is followed to its end` : message,
        `${done} of ${targets.length} have ended`,
      ),
      // nothing is begun any more for which they were needed
      ...(targets.every(({ state }) => state !== 'waiting-wave') && {
        sealed: undefined,
      }),
    });
    await run.step('following');
    await run.pause.wait(run.kit.settings.pace.observeMs[0]);
  }
}

const wavesOf = <T>(run: RunHandle<T>) => run.record.bulk!.waves;
const lastWave = (targets: BulkTarget[]) =>
  Math.max(...targets.map(({ wave }) => wave));

/** The operations that were begun for it, by target. */
async function partsOf<T>(run: RunHandle<T>) {
  const parts = await run.kit.journal.partsOf(run.record.id);
  return new Map(parts.map(part => [targetKeyOf(part.target), part]));
}

function standing<T>(
  run: RunHandle<T>,
  parts: Map<string, OperationRecord>,
): BulkTarget[] {
  return run.record.bulk!.targets.map(each => {
    const part = parts.get(targetKeyOf(each.target));
    if (!part) return each;
    const message = part.outcome ?? part.trouble ?? part.message;
    return { ...each, state: part.state, operationId: part.id, message };
  });
}

async function cancelQueued<T>(
  run: RunHandle<T>,
  parts: Map<string, OperationRecord>,
) {
  for (const part of parts.values()) {
    if (part.state !== 'queued') continue;
    await run.kit.journal.move(part, 'cancelled', {
      outcome: 'The operation that it is a part of was cancelled',
    });
  }
}

async function end<T>(
  run: RunHandle<T>,
  targets: BulkTarget[],
  stopped: string | undefined,
) {
  const inState = (...states: BulkTarget['state'][]) =>
    targets.filter(({ state }) => states.includes(state));
  const failed = inState('failed');
  const left = inState('skipped', 'cancelled');
  const named = failed.slice(0, namedAtMost).map(({ target }) => target.title);
  const others = failed.length - named.length;
  let to: OperationState =
    failed.length > 0 || stopped ? 'failed' : 'succeeded';
  if (run.cancelRequested && left.length > 0) to = 'cancelled';
  await run.settle(
    to,
    sentences(
      stopped,
      `${inState('succeeded').length} of ${targets.length} succeeded`,
      failed.length > 0 &&
        `Failed: ${named.join(', ')}${others > 0 ? ` and ${others} more` : ''}`,
      left.length > 0 && `Not started: ${left.length}`,
    ),
  );
}
