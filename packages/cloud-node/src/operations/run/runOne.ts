import { ConflictError, isError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Observation } from '../defineOperation';
import { sentences } from '../sentences';
import { isRefused } from '../../upstream/http';
import { anotherOne } from './anotherOne';
import { requireStillAllowed } from './authority';
import { cancellerOf } from './cancellerOf';
import { mergeSteps } from './mergeSteps';
import { Lost, type RunHandle } from './RunHandle';

/** Takes one operation from where it stands to its end. */
export async function runOne<T>(run: RunHandle<T>): Promise<void> {
  await run.step('claimed');
  if (run.record.state === 'queued' && !(await begin(run))) return;
  await run.step('running');
  if (run.record.follow === undefined && !(await send(run))) return;
  await run.step('following');
  await follow(run);
}

const deadlineOf = <T>({ kit, known }: RunHandle<T>) =>
  kit.now() + known.spec.deadlineMinutes * 60_000;

/** Asks everything again that was asked when it was requested. */
async function begin<T>(run: RunHandle<T>): Promise<boolean> {
  if (run.record.deadlineAt === undefined) {
    await run.note({ deadlineAt: deadlineOf(run) });
  }
  const answer = await run.insist(async () => ({
    refusal: await refusal(run),
  }));
  if (!answer) {
    await run.fail();
    return false;
  }
  if (answer.refusal) {
    await run.settle('failed', answer.refusal);
    return false;
  }
  await run.step('allowed');
  await run.move('running', {
    startedAt: run.kit.now(),
    deadlineAt: deadlineOf(run),
    trouble: undefined,
  });
  return true;
}

async function refusal<T>(run: RunHandle<T>): Promise<string | undefined> {
  try {
    await requireStillAllowed(run.kit, run.record);
  } catch (error) {
    if (isError(error) && error.name === 'NotAllowedError') {
      return run.say(error);
    }
    throw error;
  }
  const problems = await run.known.spec.precheck(run.input(), run.context);
  const blocks = problems.filter(({ severity }) => severity === 'blocks');
  return blocks.length > 0
    ? sentences(...blocks.map(({ message }) => run.say(message)))
    : undefined;
}

async function send<T>(run: RunHandle<T>): Promise<boolean> {
  const { spec } = run.known;
  const sent = await run.insist(async () => {
    try {
      // an attempt before this one may lie far back
      await requireSameTarget(run);
      return { follow: await spec.start(run.input(), run.context) };
    } catch (error) {
      if (isRefused(error)) {
        return { refused: error };
      }
      throw error;
    }
  });
  if (!sent) {
    await run.fail();
    return false;
  }
  if ('refused' in sent) {
    await run.settle('failed', run.say(sent.refused));
    return false;
  }
  await run.step('sent');
  await run.note({ follow: sent.follow, trouble: undefined });
  return true;
}

async function requireSameTarget<T>({ kit, record: { target } }: RunHandle<T>) {
  if (!target.uid) return;
  const found = await kit.targets.find(target.type, target.id);
  const other = anotherOne(target, found?.target);
  if (other) throw new ConflictError(other);
}

async function follow<T>(run: RunHandle<T>): Promise<void> {
  const { observeMs, retryMs, lookMs } = run.kit.settings.pace;
  let [wait] = observeMs;
  for (;;) {
    if (run.cancelRequested && run.known.spec.cancel) {
      if (await cancel(run)) return;
    }
    const before = run.record.version;
    const seen = await look(run, lookMs);
    if (seen) {
      await run.step('observed');
      if (seen.settled) {
        await run.settle(
          seen.settled,
          run.say(seen.outcome ?? seen.message),
          notesOf(run, seen),
        );
        return;
      }
      await run.note({ ...notesOf(run, seen), trouble: undefined });
    }
    if (run.isLate) {
      await run.fail();
      return;
    }
    const [least, most] = seen ? observeMs : retryMs;
    const changed = run.record.version !== before;
    wait =
      changed && seen ? least : Math.min(Math.max(wait, least) * 1.5, most);
    await run.pause.wait(wait);
  }
}

/** How it stands, unless upstream does not say at the moment. */
async function look<T>(
  run: RunHandle<T>,
  lookMs: number,
): Promise<Observation | undefined> {
  const { spec } = run.known;
  const { context, record } = run;
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(lookMs)]);
  try {
    return await run.call(() =>
      withinTime(
        signal,
        spec.observe(record.follow as JsonObject, {
          ...context,
          signal,
          input: record.input,
        }),
      ),
    );
  } catch (error) {
    if (error instanceof Lost) throw error;
    context.signal.throwIfAborted();
    await run.note({ trouble: run.say(error) });
    return undefined;
  }
}

function withinTime<T>(signal: AbortSignal, looking: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(signal.reason);
    signal.addEventListener('abort', late, { once: true });
    looking
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', late));
  });
}

function notesOf<T>(run: RunHandle<T>, seen: Observation) {
  const now = new Date(run.kit.now()).toISOString();
  const steps = seen.steps.map(step => ({
    ...step,
    message: step.message && run.say(step.message),
  }));
  return {
    message: run.say(seen.message),
    steps: mergeSteps(run.record.steps, steps, now),
    upstream: { ...run.record.upstream, ...seen.upstream },
  };
}

/** Stops it where that can be done; where upstream refuses it goes on. */
async function cancel<T>(run: RunHandle<T>): Promise<boolean> {
  const { record, known } = run;
  try {
    await run.call(async () =>
      known.spec.cancel!(record.follow as JsonObject, run.context),
    );
  } catch (error) {
    if (error instanceof Lost) throw error;
    run.context.signal.throwIfAborted();
    if (isRefused(error)) {
      run.cancelRequested = false;
      await run.note({
        trouble: sentences('It cannot be stopped any more', run.say(error)),
      });
    } else {
      await run.note({
        trouble: sentences('It could not be stopped yet', run.say(error)),
      });
    }
    return false;
  }
  await run.settle(
    'cancelled',
    sentences(
      `${await cancellerOf(run)} cancelled it while it was running`,
      record.message && `The last that was seen: ${record.message}`,
    ),
  );
  return true;
}
