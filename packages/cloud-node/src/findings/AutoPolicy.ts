import type { LoggerService } from '@backstage/backend-plugin-api';
import { sentenceOf } from '../operations/sentences';
import { InTheWayError } from '../operations/service/asked';
import { isRefused } from '../upstream/http';
import type { FindingOperations } from './operationsPort';
import type { FindingStore } from './FindingStore';
import type { StoredFinding } from './rows';
import type { KindPolicy } from './settings';

const hourMs = 3600 * 1000;

/** Upstream may be in trouble for a moment, but what cannot be started for minutes is for people. */
const maxAttempts = 10;

const requesterOf = ({ kind }: StoredFinding) => `policy:${kind}`;

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

    const { store, operations } = this.options;
    const definition = operations.definitions.find(
      ({ spec }) => spec.id === suggestion.operation,
    );
    if (!definition) return undefined;
    if (definition.spec.risk === 'destructive') {
      return {
        ...finding,
        autoState: 'held',
        autoNote: `Not started by itself: "${definition.spec.title}" is destructive, and nothing destructive is done without somebody who asks for it.`,
      };
    }
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
    return (await store.update(due, 'auto_state'))
      ? this.start(due)
      : undefined;
  }

  /** How the operation went that the portal started; undefined when there is no news. */
  async follow(finding: StoredFinding): Promise<StoredFinding | undefined> {
    if (finding.autoState !== 'started' || !finding.operationId) {
      return undefined;
    }
    const operation = await this.options.operations.find(finding.operationId);
    const ended = operation && unfortunate[operation.state];
    if (!ended || operation.requester !== requesterOf(finding)) {
      return undefined;
    }
    return {
      ...finding,
      autoState: 'failed',
      autoNote: `The operation that the portal started ${ended}${
        operation.outcome ? `: ${operation.outcome}` : '.'
      } It is not repeated; somebody has to look at it.`,
    };
  }

  private async start(
    finding: StoredFinding,
  ): Promise<StoredFinding | undefined> {
    const { operations, logger } = this.options;
    const { suggestions, message } = finding.document;
    const [{ operation, input }] = suggestions;
    try {
      const { id } = await operations.startForPolicy(finding.kind, operation, {
        input,
        findingId: finding.id,
        reason: message,
        idempotencyKey: finding.id,
      });
      return {
        ...finding,
        autoState: 'started',
        autoNote: undefined,
        operationId: id,
      };
    } catch (error) {
      if (error instanceof InTheWayError) {
        const autoNote = `Waits to be started by itself: ${sentenceOf(error)}`;
        return autoNote === finding.autoNote
          ? undefined
          : { ...finding, autoNote };
      }
      const attempts = finding.autoAttempts + 1;
      const isFinal = isRefused(error);
      const why = sentenceOf(error);
      logger.warn(
        `Finding ${finding.id} (${finding.kind}): ${operation} could not be started: ${why}`,
      );
      if (!isFinal && attempts < maxAttempts) {
        return { ...finding, autoAttempts: attempts };
      }
      return {
        ...finding,
        autoState: 'failed',
        autoAttempts: attempts,
        autoNote: isFinal
          ? `Could not be started by itself: ${why}`
          : 'Could not be started by itself after several attempts. Somebody has to look at it.',
      };
    }
  }
}
