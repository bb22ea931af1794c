import type { Operation } from '@flytower/cloud-common/operations';
import type { OperationRecord } from './record';

const iso = (time: number | undefined) =>
  time === undefined ? undefined : new Date(time).toISOString();

/** What people see of a row; what they may do with it is for the guard to say. */
export function toOperation(
  plugin: string,
  record: OperationRecord,
): Omit<Operation, 'allowedActions'> {
  return {
    id: record.id,
    plugin,
    kind: record.kind,
    title: record.title,
    target: record.target,
    risk: record.risk,
    state: record.state,
    requester: record.requester,
    reason: record.reason,
    input: record.input,
    message: record.message,
    trouble: record.trouble,
    steps: record.steps,
    upstream: record.upstream,
    outcome: record.outcome,
    approval: record.approval,
    bulkId: record.parentId,
    bulk: record.bulk,
    findingId: record.findingId,
    createdAt: new Date(record.createdAt).toISOString(),
    startedAt: iso(record.startedAt),
    finishedAt: iso(record.finishedAt),
    deadlineAt: iso(record.deadlineAt),
  };
}
