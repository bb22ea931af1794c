import type { BulkTarget } from '@flytower/cloud-common/operations';
import { operationPath } from '../entrances/paths';
import type { FoundTarget } from '../../targets/targetSources';
import { newRecord } from '../newRecord';
import { sentences } from '../sentences';
import { anotherOne } from './anotherOne';
import type { RunHandle } from './RunHandle';

/** Makes the operations of a wave. Each has a key of its own, so that none is made twice. */
export async function beginWave<T>(
  run: RunHandle<T>,
  targets: BulkTarget[],
  wave: number,
): Promise<BulkTarget[]> {
  const begun: BulkTarget[] = [];
  for (const each of targets) {
    // somebody may want it stopped while many of them are being begun
    const isDue =
      each.wave === wave &&
      each.state === 'waiting-wave' &&
      !run.cancelRequested;
    begun.push(isDue ? await beginOne(run, each) : each);
  }
  return begun;
}

async function beginOne<T>(
  run: RunHandle<T>,
  each: BulkTarget,
): Promise<BulkTarget> {
  const { kit } = run;
  const { target } = each;
  let part;
  try {
    const found = await kit.targets.find(target.type, target.id);
    if (!found) return fail(each, 'It is not there any more');
    const other = anotherOne(target, found.target);
    if (other) return fail(each, other);
    part = partOn(run, found);
  } catch (error) {
    return notYet(run, each, error);
  }
  // another process may have taken this over, and ended it
  run.requireHeld();
  const inserted = await kit.journal.insert(part);
  if (inserted.result === 'too-many') return each;
  const { id, state, parentId } = inserted.record;
  if (parentId !== run.record.id && inserted.result === 'same') {
    const path = operationPath(kit.pluginId, id);
    return fail(each, `Another operation bears the key of this part: ${path}`);
  }
  if (inserted.result === 'locked') {
    const path = operationPath(kit.pluginId, id);
    return fail(each, `Something else is being done to it: ${path}`);
  }
  await run.step('sent');
  return { ...each, state, operationId: id, dueSince: undefined };
}

function partOn<T>(run: RunHandle<T>, { target, access }: FoundTarget) {
  const { kit, known, record } = run;
  return newRecord(kit, {
    known,
    target,
    access,
    input: { ...run.input(), [known.spec.targetField]: target.id },
    requester: record.requester,
    reason: record.reason,
    requestHash: record.requestHash,
    idempotencyKey: `${record.id}:${target.id}`,
    parentId: record.id,
    findingId: record.findingId,
    approval: record.approval,
    state: 'queued',
  });
}

const fail = (each: BulkTarget, message: string): BulkTarget => ({
  ...each,
  state: 'failed',
  message,
});

/** Whether it is there is not known: it is tried again for as long as the operation itself may take. */
function notYet<T>(
  { kit, known, say }: RunHandle<T>,
  each: BulkTarget,
  error: unknown,
): BulkTarget {
  const { deadlineMinutes } = known.spec;
  const dueSince = each.dueSince ?? new Date(kit.now()).toISOString();
  const message = say(error);
  if (kit.now() < Date.parse(dueSince) + deadlineMinutes * 60_000) {
    return { ...each, dueSince, message };
  }
  return fail(
    { ...each, dueSince },
    sentences(
      `It could not be begun within ${deadlineMinutes} minutes`,
      message,
    ),
  );
}
