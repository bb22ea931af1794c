import type { JsonObject } from '@backstage/types';
import type { OperationState } from '@flytower/cloud-common/operations';
import { isDeepStrictEqual } from 'node:util';
import { collectRequestIds, requestIdText } from '../../requests/requestIds';
import type { KnownOperation } from '../Definitions';
import type { RunContext } from '../defineOperation';
import type { OperationNotes } from '../journal/Journal';
import type { OperationRecord } from '../journal/record';
import { runContext, type OperationsKit } from '../kit';
import { sentenceOf, sentences } from '../sentences';
import { Pause } from './Pause';

/** Between which steps of a run a process can die. */
export type RunStep =
  | 'claimed'
  | 'allowed'
  | 'running'
  | 'sent'
  | 'following'
  | 'observed'
  | 'settling';

/** What a run needs of the process that it is in. */
export interface RunSurroundings<TDomain> {
  kit: OperationsKit<TDomain>;
  holder: string;
  signal: AbortSignal;
  /** Bounds how many definitions talk to upstream at once. */
  call<T>(act: () => Promise<T>): Promise<T>;
  /** Called at each step; what it waits for, the run waits for. */
  onStep?(step: RunStep, record: OperationRecord): Promise<void> | void;
}

/** Another process is at it by now, or it was ended while this one was at it. */
export class Lost extends Error {
  override name = 'Lost';
}

/** A row while one process is at it: every write says so, and fails once it is not so any more. */
export class RunHandle<TDomain> {
  readonly kit: OperationsKit<TDomain>;
  readonly known: KnownOperation<TDomain>;
  readonly pause: Pause;
  /** Set when somebody wants it stopped. */
  cancelRequested: boolean;
  /** Until then no other process takes it up. */
  heldUntil: number;
  private secrets: string[] = [];
  private readonly requestIds: Set<string>;

  constructor(
    public record: OperationRecord,
    private readonly around: RunSurroundings<TDomain>,
  ) {
    this.kit = around.kit;
    this.known = around.kit.definitions.get(record.kind);
    this.cancelRequested = record.cancelRequested;
    this.heldUntil = record.leaseUntil;
    this.requestIds = new Set(
      record.upstream.requestIds?.split(', ').filter(Boolean),
    );
    this.pause = new Pause(around.signal);
    // whoever takes it over must know what may not be written, too
    if (record.sealed) this.readSecrets();
  }

  get context(): RunContext<TDomain> {
    return runContext(this.kit, this.record, this.around.signal);
  }

  get isLate(): boolean {
    const { deadlineAt } = this.record;
    return deadlineAt !== undefined && this.kit.now() >= deadlineAt;
  }

  private readSecrets(): void {
    try {
      this.input();
    } catch (error) {
      const { logger } = this.kit;
      logger.warn(`${this.record.id}: ${sentenceOf(error)}`);
    }
  }

  /** The input as it was given. Nothing that is written contains its secrets. */
  input(): JsonObject {
    const { id, sealed, input } = this.record;
    if (!sealed) return input;
    const whole = this.kit.sealer.open(sealed, id) as JsonObject;
    this.secrets = this.known.secrets.redact(whole).secrets;
    return whole;
  }

  /** Text of upstream as it may be kept. */
  say = (error: unknown): string => sentenceOf(error, this.secrets);

  async step(step: RunStep): Promise<void> {
    await this.around.onStep?.(step, this.record);
    this.around.signal.throwIfAborted();
  }

  /** Refuses when another process may be about to do the same. */
  requireHeld(): void {
    if (this.kit.now() >= this.heldUntil) throw new Lost();
  }

  /** Asks upstream, unless another process may be about to do the same. */
  call<T>(act: () => Promise<T>): Promise<T> {
    return this.around.call(() => {
      this.requireHeld();
      return collectRequestIds(this.requestIds, act);
    });
  }

  /** Something went wrong that nobody thought of; it does not go on like that for ever. */
  async stumble(error: unknown): Promise<void> {
    await this.note({ trouble: this.say(error) });
    if (this.isLate) await this.fail();
  }

  /** Writes what has changed, if anything has. */
  async note(given: OperationNotes): Promise<void> {
    const notes = this.withRequestIds(given);
    const changed = Object.entries(notes).some(
      ([field, value]) =>
        !isDeepStrictEqual(value, this.record[field as keyof OperationNotes]),
    );
    if (!changed) return;
    const { id } = this.record;
    const record = await this.kit.journal.note(id, this.around.holder, notes);
    if (!record) throw new Lost();
    this.record = record;
  }

  async move(to: OperationState, notes: OperationNotes = {}): Promise<void> {
    const moved = await this.kit.journal.move(
      this.record,
      to,
      this.withRequestIds(notes),
      this.around.holder,
    );
    if (moved.result !== 'moved') throw new Lost();
    this.record = moved.record;
  }

  /** With what upstream calls the requests that changed something there. */
  private withRequestIds(notes: OperationNotes): OperationNotes {
    const { upstream } = this.record;
    const requestIds = requestIdText(this.requestIds);
    return requestIds === (upstream.requestIds ?? '')
      ? notes
      : { ...notes, upstream: { ...upstream, ...notes.upstream, requestIds } };
  }

  async settle(to: OperationState, outcome: string, notes?: OperationNotes) {
    await this.step('settling');
    await this.move(to, { ...notes, outcome });
  }

  /**
   * Tries until it works, saying meanwhile why it does not. Undefined: time is up.
   *
   * @param act - what it throws is upstream's trouble
   */
  async insist<T>(act: () => Promise<T>): Promise<T | undefined> {
    const [least, most] = this.kit.settings.pace.retryMs;
    for (let wait = least; ; wait = Math.min(wait * 2, most)) {
      try {
        const result = await this.call(act);
        return result;
      } catch (error) {
        if (error instanceof Lost) throw error;
        this.around.signal.throwIfAborted();
        await this.note({ trouble: this.say(error) });
      }
      if (this.isLate) return undefined;
      await this.pause.wait(wait);
    }
  }

  /** Upstream did not finish in time: says what is known, and what to do. */
  async fail(): Promise<void> {
    const { id, state, follow, message, trouble } = this.record;
    if (state === 'queued') {
      await this.settle(
        'failed',
        sentences(
          `It could not be begun within ${this.known.spec.deadlineMinutes} minutes, and nothing was sent`,
          trouble && `At the end: ${trouble}`,
          'Once the cause is gone, start it again',
        ),
      );
      return;
    }
    // the ids of requests are for the audit and the logs of upstream, not to be looked for
    const { requestIds, ...upstream } = this.record.upstream;
    const names = Object.entries(upstream).map(
      ([key, value]) => `${key} ${value}`,
    );
    await this.settle(
      'failed',
      sentences(
        `It did not finish within ${this.known.spec.deadlineMinutes} minutes`,
        trouble && `At the end: ${trouble}`,
        !trouble && message && `The last that was seen: ${message}`,
        names.length > 0
          ? `Look for ${names.join(', ')} upstream`
          : `What it made bears the operation's id ${id}`,
        follow
          ? 'Once the cause is gone, see whether it came about after all, and start it again if not'
          : 'Once the cause is gone, start it again',
      ),
    );
  }
}
