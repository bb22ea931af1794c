import type { JsonObject } from '@backstage/types';
import type { OperationTarget } from '@flytower/cloud-common/operations';
import { createHash, randomUUID } from 'node:crypto';
import type { OwnedResource } from '../guard';
import type { KnownOperation } from './Definitions';
import { targetKeyOf } from '../targets/Targets';
import type { OperationRecord } from './journal/record';
import type { OperationsKit } from './kit';

const longestLock = 300;

interface Wanted<TDomain> {
  id?: string;
  known: KnownOperation<TDomain>;
  target: OperationTarget;
  access: OwnedResource;
  /** As it was parsed, secrets included. */
  input: JsonObject;
  requester: string;
  reason: string;
  requestHash: string;
  idempotencyKey?: string;
  parentId?: string;
  findingId?: string;
  bulk?: OperationRecord['bulk'];
  approval?: OperationRecord['approval'];
  state: 'queued' | 'waiting-approval';
}

/** A row for the journal. Its secrets are sealed for this row only. */
export function newRecord<TDomain>(
  kit: OperationsKit<TDomain>,
  { known, ...wanted }: Wanted<TDomain>,
): OperationRecord {
  const { spec } = known;
  const id = wanted.id ?? randomUUID();
  const { input, secrets } = known.secrets.redact(wanted.input);
  const lockName = lockNameOf(known, wanted.target, wanted.input);
  const isQueued = wanted.state === 'queued';
  return {
    ...wanted,
    id,
    kind: spec.id,
    title: spec.title,
    risk: spec.risk,
    input,
    sealed: secrets.length > 0 ? kit.sealer.seal(wanted.input, id) : undefined,
    lockName,
    lockKey: isQueued ? lockName : undefined,
    expiresAt:
      isQueued || !wanted.approval
        ? undefined
        : Date.parse(wanted.approval.expiresAt),
    steps: [],
    upstream: {},
    createdAt: kit.now(),
    leaseUntil: 0,
    cancelRequested: false,
    version: 1,
  };
}

/** Rows with the same lock do not go on side by side. */
export function lockNameOf<TDomain>(
  { spec }: KnownOperation<TDomain>,
  target: OperationTarget,
  input: JsonObject,
): string {
  const key = targetKeyOf(target);
  if (spec.lock === 'target') return within(`*:${key}`);
  if (typeof spec.lock !== 'function') return within(`${spec.id}:${key}`);
  // several operations may share one, and then exclude each other
  return within(`${key}:${spec.lock(input)}`);
}

function within(name: string): string {
  if (name.length <= longestLock) return name;
  return createHash('sha256').update(name).digest('hex');
}
