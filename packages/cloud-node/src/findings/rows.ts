import type { Finding } from '@flytower/cloud-common/operations';
import type { Sighting } from './detector';

/** What a row keeps of the sighting that it was seen by last. */
export type FindingDocument = Pick<
  Sighting,
  'subject' | 'access' | 'message' | 'evidence' | 'suggestions'
>;

/** What became of the operation that the portal starts itself. `held`: over the limit, so it is left to people. */
export type AutoState = 'due' | 'started' | 'held' | 'failed';

/** A finding as it is kept. Times are milliseconds; a pending one is not yet believed. */
export interface StoredFinding {
  id: string;
  kind: string;
  part: string;
  state: 'pending' | Finding['state'];
  severity: Finding['severity'];
  owner?: string;
  document: FindingDocument;
  since: number;
  firstSeen: number;
  missingSince?: number;
  openedAt?: number;
  updatedAt: number;
  closedAt?: number;
  notifiedAt?: number;
  autoState?: AutoState;
  autoAt?: number;
  autoAttempts: number;
  autoNote?: string;
  operationId?: string;
}

export const findingsTable = 'cloud_findings';

/** PostgreSQL gives big integers as text. */
type Time = number | string | null;

export interface FindingRow {
  id: string;
  kind: string;
  subject_type: string;
  subject_id: string;
  subject_ref: string | null;
  part: string;
  open_key: string | null;
  state: StoredFinding['state'];
  severity: StoredFinding['severity'];
  owner: string | null;
  document: string;
  since: Time;
  first_seen: Time;
  missing_since: Time;
  opened_at: Time;
  updated_at: Time;
  closed_at: Time;
  notified_at: Time;
  auto_state: AutoState | null;
  auto_at: Time;
  auto_attempts: number;
  auto_note: string | null;
  operation_id: string | null;
  search: string;
}

/** What tells findings apart that are open at the same time. */
export function keyOf(finding: {
  kind: string;
  subjectId: string;
  part: string;
}): string {
  return JSON.stringify([finding.kind, finding.subjectId, finding.part]);
}

export function toRow(finding: StoredFinding): FindingRow {
  const { subject } = finding.document;
  return {
    id: finding.id,
    kind: finding.kind,
    subject_type: subject.type,
    subject_id: subject.id,
    subject_ref: subject.entityRef ?? null,
    part: finding.part,
    open_key:
      finding.state === 'closed'
        ? null
        : keyOf({ ...finding, subjectId: subject.id }),
    state: finding.state,
    severity: finding.severity,
    owner: finding.owner ?? null,
    document: JSON.stringify(finding.document),
    since: finding.since,
    first_seen: finding.firstSeen,
    missing_since: finding.missingSince ?? null,
    opened_at: finding.openedAt ?? null,
    updated_at: finding.updatedAt,
    closed_at: finding.closedAt ?? null,
    notified_at: finding.notifiedAt ?? null,
    auto_state: finding.autoState ?? null,
    auto_at: finding.autoAt ?? null,
    auto_attempts: finding.autoAttempts,
    auto_note: finding.autoNote ?? null,
    operation_id: finding.operationId ?? null,
    search: [
      subject.title,
      finding.part,
      finding.kind,
      finding.document.message,
    ]
      .join('\n')
      .toLowerCase(),
  };
}

export function fromRow(row: FindingRow): StoredFinding {
  return {
    id: row.id,
    kind: row.kind,
    part: row.part,
    state: row.state,
    severity: row.severity,
    owner: row.owner ?? undefined,
    document: JSON.parse(row.document) as FindingDocument,
    since: Number(row.since),
    firstSeen: Number(row.first_seen),
    missingSince: timeOf(row.missing_since),
    openedAt: timeOf(row.opened_at),
    updatedAt: Number(row.updated_at),
    closedAt: timeOf(row.closed_at),
    notifiedAt: timeOf(row.notified_at),
    autoState: row.auto_state ?? undefined,
    autoAt: timeOf(row.auto_at),
    autoAttempts: row.auto_attempts,
    autoNote: row.auto_note ?? undefined,
    operationId: row.operation_id ?? undefined,
  };
}

function timeOf(value: Time): number | undefined {
  return value === null ? undefined : Number(value);
}
