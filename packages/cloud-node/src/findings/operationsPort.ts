import type { Operation } from '@flytower/cloud-common/operations';
import type { DefinedOperation } from '../operations';

/** An operation that the portal starts itself, because a policy says so. @public */
export interface PolicyStart {
  input: Record<string, unknown>;
  /** `policy:<kind of finding>` */
  requester: string;
  findingId: string;
  reason: string;
  /** Starting again with the same key is the same operation. */
  idempotencyKey: string;
}

/** How an operation of a finding stands. @public */
export type OperationOfFinding = Pick<Operation, 'id' | 'state'> &
  Partial<Pick<Operation, 'outcome'>>;

/** What findings need of the plugin's operations. @public */
export interface FindingOperations {
  definitions: readonly DefinedOperation[];
  start(kind: string, start: PolicyStart): Promise<{ id: string }>;
  /** The newest operation of each finding, also when a person started it. */
  ofFindings?(findingIds: string[]): Promise<Map<string, OperationOfFinding>>;
}
