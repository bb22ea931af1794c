import type { JsonObject } from '@backstage/types';
import type {
  Operation,
  OperationState,
  OperationStep,
  OperationTarget,
  Risk,
} from '@flytower/cloud-common/operations';
import type { OwnedResource } from '../../guard';
import { targetKeyOf } from '../../targets/Targets';

/** A row of the journal. Times are milliseconds. */
export interface OperationRecord {
  id: string;
  kind: string;
  title: string;
  risk: Risk;
  state: OperationState;
  requester: string;
  reason: string;
  idempotencyKey?: string;
  /** Tells whether the same key came with the same request. */
  requestHash: string;
  target: OperationTarget;
  /** Who owned the target when it was asked for; counts once the target is gone. */
  access: OwnedResource;
  /** What may not go on at the same time. */
  lockName: string;
  /** The lock's name while it holds it. */
  lockKey?: string;
  /** Secret fields read `***`. */
  input: JsonObject;
  /** The whole input, encrypted, until it has ended; only if it has secret fields. */
  sealed?: string;
  message?: string;
  trouble?: string;
  steps: OperationStep[];
  follow?: JsonObject;
  upstream: Record<string, string>;
  outcome?: string;
  approval?: Operation['approval'];
  /** When the wait for an approval ends. */
  expiresAt?: number;
  bulk?: Operation['bulk'];
  parentId?: string;
  findingId?: string;
  createdAt: number;
  startedAt?: number;
  finishedAt?: number;
  deadlineAt?: number;
  leaseOwner?: string;
  leaseUntil: number;
  cancelRequested: boolean;
  /** Who wants it stopped. */
  cancelledBy?: string;
  version: number;
}

type Codec = 'text' | 'json' | 'number' | 'flag';

const columns: Record<keyof OperationRecord, [column: string, codec: Codec]> = {
  id: ['id', 'text'],
  kind: ['kind', 'text'],
  title: ['title', 'text'],
  risk: ['risk', 'text'],
  state: ['state', 'text'],
  requester: ['requester', 'text'],
  reason: ['reason', 'text'],
  idempotencyKey: ['idempotency_key', 'text'],
  requestHash: ['request_hash', 'text'],
  target: ['target', 'json'],
  access: ['access', 'json'],
  lockName: ['lock_name', 'text'],
  lockKey: ['lock_key', 'text'],
  input: ['input', 'json'],
  sealed: ['sealed', 'text'],
  message: ['message', 'text'],
  trouble: ['trouble', 'text'],
  steps: ['steps', 'json'],
  follow: ['follow', 'json'],
  upstream: ['upstream', 'json'],
  outcome: ['outcome', 'text'],
  approval: ['approval', 'json'],
  expiresAt: ['expires_at', 'number'],
  bulk: ['bulk', 'json'],
  parentId: ['parent_id', 'text'],
  findingId: ['finding_id', 'text'],
  createdAt: ['created_at', 'number'],
  startedAt: ['started_at', 'number'],
  finishedAt: ['finished_at', 'number'],
  deadlineAt: ['deadline_at', 'number'],
  leaseOwner: ['lease_owner', 'text'],
  leaseUntil: ['lease_until', 'number'],
  cancelRequested: ['cancel_requested', 'flag'],
  cancelledBy: ['cancelled_by', 'text'],
  version: ['version', 'number'],
};

type Row = Record<string, unknown>;

const encode: Record<Codec, (value: unknown) => unknown> = {
  text: value => value,
  number: value => value,
  flag: value => (value ? 1 : 0),
  json: value => JSON.stringify(value),
};

const decode: Record<Codec, (value: unknown) => unknown> = {
  text: value => value,
  // PostgreSQL hands out bigints as text
  number: value => Number(value),
  flag: value => Number(value) === 1,
  json: value => JSON.parse(String(value)),
};

/** Columns of those fields that are there; a field that is `undefined` is emptied. */
export function toRow(record: Partial<OperationRecord>): Row {
  return Object.fromEntries(
    Object.entries(record).map(([field, value]) => {
      const [column, codec] = columns[field as keyof OperationRecord];
      return [column, value === undefined ? null : encode[codec](value)];
    }),
  );
}

export function fromRow(row: Row): OperationRecord {
  const record = Object.fromEntries(
    Object.entries(columns)
      .filter(([, [column]]) => row[column] !== null)
      .map(([field, [column, codec]]) => [field, decode[codec](row[column])]),
  );
  // the columns are written by `toRow` only
  return record as unknown as OperationRecord;
}

/** The columns that only serve finding. */
export function indexColumns(record: OperationRecord): Row {
  const { id, title, target, requester, reason } = record;
  return {
    target_type: target.type,
    target_id: target.id,
    target_key: targetKeyOf(target),
    entity_ref: target.entityRef ?? null,
    search: [id, title, target.title, target.id, requester, reason]
      .join('\n')
      .toLowerCase(),
  };
}
