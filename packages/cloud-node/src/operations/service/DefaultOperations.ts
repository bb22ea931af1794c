import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type {
  OperationChoices,
  OperationPrecheck,
} from '@flytower/cloud-common/operations';
import limitConcurrency from 'p-limit';
import { blocks } from '../../precheck';
import type { KnownOperation } from '../Definitions';
import { operationPath } from '../entrances/paths';
import type { OperationRecord } from '../journal/record';
import type { OperationsKit } from '../kit';
import { lockNameOf, newRecord } from '../newRecord';
import { withoutWaiting } from '../run/skipWaiting';
import { nameOf, oneLine, sentences } from '../sentences';
import { needsApproval } from '../settings';
import { InTheWayError, TooManyOperationsError, type Asked } from './asked';
import {
  isBlocked,
  ofMany,
  ofOne,
  refuseBlocked,
  titled,
  type LookedAt,
  type ThereTarget,
} from './lookedAt';

/** What goes on with an operation that stands in the way. */
const wordsFor: Partial<Record<OperationRecord['state'], string>> = {
  'waiting-approval': 'waits for an approval',
  queued: 'is about to start',
};

const callTimeoutMs = 30_000;
/** As often as a decision is tried again that somebody else was faster than. */
const tries = 5;

/** The side of the process that does the work. */
interface Worker {
  wake(): unknown;
  cancel(id: string): void;
}

/** What operations mean, for whoever may; who may is decided before. */
export class DefaultOperations<TDomain> {
  constructor(
    private readonly kit: OperationsKit<TDomain>,
    private readonly worker: Worker,
  ) {}

  async choices(
    { spec }: KnownOperation<TDomain>,
    given: Record<string, unknown>,
    requester: string,
  ): Promise<OperationChoices['fields']> {
    if (!spec.choices) return {};
    // what is not valid has not been chosen yet
    const chosen = Object.entries(spec.input.shape).flatMap(([name, field]) => {
      const { success, data } = field.safeParse(given[name]);
      return success && data !== undefined ? [[name, data]] : [];
    });
    return spec.choices(Object.fromEntries(chosen), this.context(requester));
  }

  /** Everything that stands against it; of many, each sentence says of which. */
  async precheck(
    asked: Asked<TDomain>,
    targets: ThereTarget[],
    requester: string,
  ): Promise<OperationPrecheck> {
    const [looked, other] = await Promise.all([
      this.lookAt(asked, targets, requester),
      this.other(asked, targets, requester),
    ]);
    const { idempotencyKey } = asked.request;
    const isItself =
      idempotencyKey !== undefined && other?.idempotencyKey === idempotencyKey;
    return {
      problems: [
        ...(other && !isItself ? [blocks(this.inTheWay(other).message)] : []),
        ...looked.flatMap(each =>
          asked.isMany ? titled(each) : each.problems,
        ),
      ],
      risk: asked.known.spec.risk,
      needsApproval: this.needsApproval(asked, looked),
      ...(asked.isMany && {
        targets: looked.map(({ target: { found } }) => found.target),
        blocked: looked
          .filter(isBlocked)
          .map(({ target: { found } }) => found.target),
      }),
    };
  }

  private async lookAt(
    asked: Asked<TDomain>,
    targets: ThereTarget[],
    requester: string,
  ): Promise<LookedAt[]> {
    const { spec } = asked.known;
    const limit = limitConcurrency(this.kit.settings.pace.calls);
    const looked = await Promise.all(
      targets.map(target =>
        limit(async (): Promise<LookedAt> => {
          const { input, refusal } = target;
          // what somebody may not do they are not told more about
          const problems = refusal
            ? [blocks(refusal)]
            : await spec.precheck(input, this.context(requester));
          return { target, problems };
        }),
      ),
    );
    const all = await this.lookAtAll(asked, looked, requester);
    return all.map(({ target, problems }) => ({
      target,
      problems: problems.map(problem => ({
        ...problem,
        message: oneLine(problem.message, asked.secrets),
      })),
    }));
  }

  /** Adds what stands against some only because of the others. */
  private async lookAtAll(
    { isMany, known: { spec } }: Asked<TDomain>,
    looked: LookedAt[],
    requester: string,
  ): Promise<LookedAt[]> {
    if (!isMany || !spec.precheckTogether) return looked;
    const begun = looked.filter(each => !isBlocked(each));
    const together = await spec.precheckTogether(
      begun.map(({ target }) => target.input),
      this.context(requester),
    );
    return looked.map(each => ({
      ...each,
      problems: [...each.problems, ...(together[begun.indexOf(each)] ?? [])],
    }));
  }

  /** What is blocked is not begun, so nobody has to agree to it. */
  private needsApproval(
    { isMany, known: { spec } }: Asked<TDomain>,
    looked: LookedAt[],
  ): boolean {
    const begun = looked.filter(each => !isMany || !isBlocked(each));
    return begun.some(({ target: { found } }) =>
      needsApproval(this.kit.settings, spec.risk, found.access.environment),
    );
  }

  /** What the same request made before, if it is the same. */
  async replayed(
    { request, requestHash }: Asked<TDomain>,
    requester: string,
  ): Promise<OperationRecord | undefined> {
    const { idempotencyKey } = request;
    if (idempotencyKey === undefined) return undefined;
    const same = await this.kit.journal.findByKey(requester, idempotencyKey);
    if (same && same.requestHash !== requestHash) throw this.otherRequest(same);
    return same;
  }

  async start(
    asked: Asked<TDomain>,
    targets: ThereTarget[],
    requester: string,
  ): Promise<OperationRecord> {
    const { journal } = this.kit;
    const other = await this.other(asked, targets, requester);
    if (other) return this.join(other, asked, requester);
    const looked = await this.lookAt(asked, targets, requester);
    refuseBlocked(asked, looked);
    const record = this.recordOf(asked, looked, requester);
    const inserted = await journal.insert(
      record,
      this.kit.settings.perRequester,
    );
    switch (inserted.result) {
      case 'inserted':
        this.worker.wake();
        return inserted.record;
      case 'same':
        if (inserted.record.requestHash === asked.requestHash) {
          return inserted.record;
        }
        throw this.otherRequest(inserted.record);
      case 'locked':
        return this.join(inserted.record, asked, requester);
      default:
        throw new TooManyOperationsError(
          `You have ${inserted.unsettled} operations that have not ended, and at most ${this.kit.settings.perRequester} go at once. Wait until some have ended, or cancel some.`,
        );
    }
  }

  /** What goes on and excludes this one, or is the same. Of many, each is looked at when it is its turn. */
  private async other(
    { isMany, known, requestHash }: Asked<TDomain>,
    [first]: ThereTarget[],
    requester: string,
  ) {
    const { journal } = this.kit;
    const { found, input } = first;
    const locked = isMany
      ? undefined
      : await journal.findByLock(lockNameOf(known, found.target, input));
    return locked ?? journal.findSame(requester, requestHash);
  }

  async get(id: string): Promise<OperationRecord> {
    const record = await this.kit.journal.get(id);
    if (!record) throw noOperation(id);
    return record;
  }

  async decide(
    record: OperationRecord,
    decision: { agreed: boolean; approver: string; comment: string },
  ): Promise<OperationRecord> {
    const { agreed, approver } = decision;
    const { state, approval, requester, expiresAt } = record;
    if (approver === requester) {
      throw new NotAllowedError(
        'You asked for this yourself; somebody else has to decide about it',
      );
    }
    if (state !== 'waiting-approval' || !approval) {
      throw new ConflictError(`This operation is ${state} already`);
    }
    if (expiresAt !== undefined && expiresAt <= this.kit.now()) {
      throw new ConflictError('It has expired; it has to be asked for again');
    }
    const comment = oneLine(decision.comment);
    const decidedAt = new Date(this.kit.now()).toISOString();
    const moved = await this.kit.journal.move(
      record,
      agreed ? 'queued' : 'rejected',
      {
        approval: { ...approval, approver, decidedAt, comment },
        ...(!agreed && {
          ...withoutWaiting(record),
          outcome: sentences(`${nameOf(approver)} did not agree`, comment),
        }),
      },
    );
    if (moved.result === 'locked') throw this.inTheWay(moved.record);
    if (moved.result !== 'moved') {
      throw new ConflictError('Somebody else was faster; look again');
    }
    if (agreed) this.worker.wake();
    return moved.record;
  }

  async cancel(id: string, canceller: string): Promise<OperationRecord> {
    const { journal, definitions } = this.kit;
    for (let nth = 0; nth < tries; nth++) {
      const record = await this.get(id);
      if (record.state === 'running') {
        const { spec } = definitions.get(record.kind);
        if (!record.bulk && !spec.cancel) {
          throw new ConflictError(
            `"${record.title}" cannot be stopped once it is running`,
          );
        }
        const asked = await journal.requestCancel(id, canceller);
        this.worker.cancel(id);
        if (asked) return asked;
        continue;
      }
      const moved = await journal.move(record, 'cancelled', {
        ...withoutWaiting(record),
        outcome: `${nameOf(canceller)} cancelled it before anything was sent.`,
      });
      if (moved.result === 'moved') return moved.record;
    }
    throw new ConflictError('It changes too fast at the moment; try again');
  }

  private recordOf(
    asked: Asked<TDomain>,
    looked: LookedAt[],
    requester: string,
  ): OperationRecord {
    const { known, request, requestHash, isMany } = asked;
    const { reason, idempotencyKey, findingId } = request;
    const { approvalExpiryMs } = this.kit.settings;
    const expiresAt = new Date(this.kit.now() + approvalExpiryMs);
    const waits = this.needsApproval(asked, looked);
    return newRecord(this.kit, {
      known,
      requester,
      reason,
      requestHash,
      idempotencyKey,
      findingId,
      state: waits ? 'waiting-approval' : 'queued',
      approval: waits ? { expiresAt: expiresAt.toISOString() } : undefined,
      ...(isMany ? ofMany(asked, looked) : ofOne(looked[0].target)),
    });
  }

  /** The same change twice by the same person is one change; any other is refused while the first goes on. */
  private join(
    other: OperationRecord,
    { request, requestHash, known }: Asked<TDomain>,
    requester: string,
  ): OperationRecord {
    const { idempotencyKey } = request;
    // with a key it is that operation or a new one: joined, the key would be forgotten
    const isKeyOfAnother =
      idempotencyKey !== undefined && other.idempotencyKey !== idempotencyKey;
    const isSame =
      !isKeyOfAnother &&
      other.requester === requester &&
      other.kind === known.spec.id &&
      other.requestHash === requestHash;
    if (isSame) return other;
    throw this.inTheWay(other);
  }

  private inTheWay({ id, title, target, state }: OperationRecord) {
    return new InTheWayError(
      `"${title}" ${wordsFor[state] ?? `is ${state}`} on ${
        target.title
      } already: ${this.pathOf(id)}`,
    );
  }

  private otherRequest({ id }: OperationRecord) {
    return new ConflictError(
      `"idempotencyKey": was used for another request already: ${this.pathOf(
        id,
      )}`,
    );
  }

  private pathOf = (id: string) => operationPath(this.kit.pluginId, id);

  private context(requester: string) {
    const { domain, logger } = this.kit;
    const signal = AbortSignal.timeout(callTimeoutMs);
    return { domain, logger, requester, signal };
  }
}

export const noOperation = (id: string) =>
  new NotFoundError(
    `There is no operation "${oneLine(id).slice(0, 100)}" that you may see`,
  );
