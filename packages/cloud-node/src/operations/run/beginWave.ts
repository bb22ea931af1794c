import type { BulkTarget } from '@flytower/cloud-common/operations';
import { operationPath } from '../entrances/paths';
import { newRecord } from '../newRecord';
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
  const { kit, known, record } = run;
  const { target } = each;
  let found;
  try {
    found = await kit.targets.find(target.type, target.id);
  } catch (error) {
    return { ...each, message: run.say(error) };
  }
  if (!found) {
    return { ...each, state: 'failed', message: 'It is not there any more' };
  }
  const key = `${record.id}:${target.id}`;
  const part = newRecord(kit, {
    known,
    target: found.target,
    access: found.access,
    input: { ...run.input(), [known.spec.targetField]: target.id },
    requester: record.requester,
    reason: record.reason,
    requestHash: record.requestHash,
    idempotencyKey: key,
    parentId: record.id,
    findingId: record.findingId,
    approval: record.approval,
    state: 'queued',
  });
  const inserted = await kit.journal.insert(part);
  if (inserted.result === 'too-many') return each;
  const { id, state } = inserted.record;
  if (inserted.result === 'locked') {
    const path = operationPath(kit.pluginId, id);
    const message = `Something else is being done to it: ${path}`;
    return { ...each, state: 'failed', message };
  }
  await run.step('sent');
  return { ...each, state, operationId: id };
}
