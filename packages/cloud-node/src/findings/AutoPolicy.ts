import type { LoggerService } from '@backstage/backend-plugin-api';
import type { FindingOperations } from './operationsPort';
import type { FindingStore } from './FindingStore';
import type { StoredFinding } from './rows';
import type { KindPolicy } from './settings';

const hourMs = 3600 * 1000;

/** Upstream may be in trouble for a moment, but what cannot be started for minutes is for people. */
const maxAttempts = 10;

/** Refusals that trying again does not change. */
const final = [
  'InputError',
  'ConflictError',
  'NotFoundError',
  'NotAllowedError',
];

const unfortunate: Partial<Record<string, string>> = {
  failed: 'failed',
  rejected: 'was rejected',
  cancelled: 'was cancelled',
};

/** Starts what settles a finding, where the policy of its kind says so: once, and only so many in an hour. */
export class AutoPolicy {
  constructor(
    private readonly options: {
      store: FindingStore;
      operations: FindingOperations;
      logger: LoggerService;
    },
  ) {}

  /** What the portal should remember of it; undefined when there is nothing to do. */
  async settle(
    finding: StoredFinding,
    { policy, perHour }: KindPolicy,
    now: number,
  ): Promise<StoredFinding | undefined> {
    const [suggestion] = finding.document.suggestions;
    if (policy !== 'auto' || !suggestion) return undefined;
    if (finding.autoState === 'due') return this.start(finding);
    // somebody was faster, or it was tried already
    if (finding.autoState || finding.operationId) return undefined;

    const { store } = this.options;
    const started = await store.startedSince(finding.kind, now - hourMs);
    if (started >= perHour) {
      return {
        ...finding,
        autoState: 'held',
        autoNote: `Not started by itself: ${started} operations of this kind were started in the last hour, and cloud.findings.policies.${finding.kind}.perHour allows ${perHour}. Somebody has to look at it.`,
      };
    }
    // kept before it is sent: a replica that takes over starts it with the same key, which is the same operation
    const due = { ...finding, autoState: 'due' as const, autoAt: now };
    return (await store.update(due)) ? this.start(due) : undefined;
  }

  /** What people started themselves, and how it went. */
  async follow(findings: StoredFinding[]): Promise<StoredFinding[]> {
    const { operations } = this.options;
    if (!operations.ofFindings || findings.length === 0) return [];
    const found = await operations.ofFindings(findings.map(({ id }) => id));
    return findings.flatMap(finding => {
      const operation = found.get(finding.id);
      if (!operation) return [];
      const ended = unfortunate[operation.state];
      const mine = finding.autoState === 'started';
      const next: StoredFinding = { ...finding, operationId: operation.id };
      if (ended && mine && finding.operationId === operation.id) {
        next.autoState = 'failed';
        next.autoNote = `The operation that the portal started ${ended}${
          operation.outcome ? `: ${operation.outcome}` : ''
        }. It is not repeated; somebody has to look at it.`;
      }
      return next.operationId === finding.operationId &&
        next.autoState === finding.autoState
        ? []
        : [next];
    });
  }

  private async start(finding: StoredFinding): Promise<StoredFinding> {
    const { operations, logger } = this.options;
    const { suggestions, message } = finding.document;
    const [{ operation, input }] = suggestions;
    try {
      const { id } = await operations.start(operation, {
        input,
        requester: `policy:${finding.kind}`,
        findingId: finding.id,
        reason: message,
        idempotencyKey: finding.id,
      });
      return { ...finding, autoState: 'started', operationId: id };
    } catch (error) {
      const attempts = finding.autoAttempts + 1;
      const { name, message: why } =
        error instanceof Error ? error : new Error(String(error));
      logger.warn(
        `Finding ${finding.id} (${finding.kind}): ${operation} could not be started: ${why}`,
      );
      if (!final.includes(name) && attempts < maxAttempts) {
        return { ...finding, autoAttempts: attempts };
      }
      return {
        ...finding,
        autoState: 'failed',
        autoAttempts: attempts,
        autoNote: final.includes(name)
          ? `Could not be started by itself: ${why}`
          : 'Could not be started by itself after several attempts. Somebody has to look at it.',
      };
    }
  }
}
