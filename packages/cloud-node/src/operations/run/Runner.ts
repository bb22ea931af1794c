import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import limitConcurrency from 'p-limit';
import type { OperationRecord } from '../journal/record';
import { WorkQueue } from '../journal/WorkQueue';
import type { OperationsKit } from '../kit';
import { sentenceOf } from '../sentences';
import { Lost, RunHandle, type RunSurroundings } from './RunHandle';
import { runOne } from './runOne';
import { runWaves } from './runWaves';
import { withoutWaiting } from './skipWaiting';

export interface RunnerOptions<TDomain> {
  kit: OperationsKit<TDomain>;
  /** Tells of ends and wishes that nobody was told of. */
  tellUntold(): Promise<void>;
  onStep?: RunSurroundings<TDomain>['onStep'];
}

interface Active<TDomain> {
  run: RunHandle<TDomain>;
  control: AbortController;
  ended: Promise<void>;
}

/** So many requesters have to wait for dead upstreams before others do. */
const sharers = 4;
const dayMs = 86_400_000;
/** Between an end and the next look for work, so that many ends are one look. */
const gatherMs = 50;
/** As long as a process that is stopped waits for what it has sent. */
const stopMs = 5_000;

/**
 * Does the work of the journal, in every process that has one. What a process that died was at, another one takes up
 * once its lease has run out.
 */
export class Runner<TDomain> {
  private readonly holder = randomUUID();
  private readonly queue: WorkQueue;
  private readonly active = new Map<string, Active<TDomain>>();
  private readonly call: RunSurroundings<TDomain>['call'];
  /** By requester: who waits for an upstream that does not answer holds up others by a part of all calls only. */
  private readonly calls = new Map<string, RunSurroundings<TDomain>['call']>();
  private readonly timers: NodeJS.Timeout[] = [];
  private claiming?: Promise<void>;
  private again = false;
  private soon?: NodeJS.Timeout;
  private stopped = true;

  constructor(private readonly options: RunnerOptions<TDomain>) {
    const { journal, settings, now } = options.kit;
    this.queue = new WorkQueue(journal.knex, {
      holder: this.holder,
      leaseMs: settings.pace.leaseMs,
      perRequester: settings.pace.runsPerRequester,
      now,
    });
    this.call = limitConcurrency(settings.pace.calls);
  }

  start(): void {
    const { tickMs, renewMs, forgetMs } = this.options.kit.settings.pace;
    this.stopped = false;
    this.every(tickMs, () => this.wake());
    this.every(tickMs * 10, () => this.expire());
    this.every(tickMs * 10, () => this.options.tellUntold());
    this.every(renewMs, () => this.renew());
    this.every(forgetMs, () => this.forgetOld());
    this.wake();
  }

  /** Looks for work now. */
  wake(): Promise<void> {
    this.again = true;
    this.claiming ??= this.claim().finally(() => {
      this.claiming = undefined;
    });
    return this.claiming;
  }

  /** Has a run stopped that goes on in this process; others see the journal. */
  cancel(id: string): void {
    const run = this.active.get(id)?.run;
    if (!run || run.cancelRequested) return;
    run.cancelRequested = true;
    run.pause.end();
  }

  /**
   * Lets go of everything; other processes go on with it at once. What is still being sent is not let go of.
   *
   * @param release - false: as if the process had died
   */
  async stop(release = true): Promise<void> {
    this.stopped = true;
    this.timers.forEach(clearInterval);
    clearTimeout(this.soon);
    await this.claiming;
    const active = [...this.active.entries()];
    for (const [, { control }] of active) control.abort(new Lost());
    if (!release) return;
    const released = active.map(async ([id, { ended }]) => {
      await ended;
      await this.queue.release(id);
    });
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      Promise.allSettled(released),
      new Promise(resolve => {
        timer = setTimeout(resolve, stopMs);
      }),
    ]);
    clearTimeout(timer);
  }

  private every(ms: number, act: () => Promise<void>) {
    const timer = setInterval(() => {
      act().catch(error => this.complain('The journal does not answer', error));
    }, ms);
    timer.unref();
    this.timers.push(timer);
  }

  private async claim() {
    try {
      while (this.again && !this.stopped) {
        this.again = false;
        const { runs } = this.options.kit.settings.pace;
        const busy = [...this.active.values()].filter(
          ({ run }) => !run.record.bulk,
        );
        const records = [
          ...(await this.queue.claimMany()),
          ...(await this.queue.claim(runs - busy.length)),
        ];
        for (const record of records) await this.take(record);
      }
    } catch (error) {
      this.complain('The journal cannot be read', error);
    }
  }

  private async take(record: OperationRecord) {
    const { kit, onStep } = this.options;
    if (this.stopped) {
      await this.queue.release(record.id);
      return;
    }
    if (!kit.definitions.has(record.kind)) {
      await this.forget(record);
      return;
    }
    if (!(await this.letGoOf(record.id))) {
      await this.queue.release(record.id);
      return;
    }
    const control = new AbortController();
    const run = new RunHandle(record, {
      kit,
      onStep,
      holder: this.holder,
      signal: control.signal,
      call: this.callFor(record.requester),
    });
    const entry = { run, control, ended: Promise.resolve() };
    this.active.set(record.id, entry);
    entry.ended = this.follow(run, control.signal).finally(() => {
      if (this.active.get(record.id) === entry) this.active.delete(record.id);
      this.forgetCallsOf(record.requester);
      this.wakeSoon();
    });
  }

  private callFor(requester: string): RunSurroundings<TDomain>['call'] {
    const { calls } = this.options.kit.settings.pace;
    const known = this.calls.get(requester);
    if (known) return known;
    const own = limitConcurrency(Math.max(1, Math.floor(calls / sharers)));
    const call: typeof this.call = act => own(() => this.call(act));
    this.calls.set(requester, call);
    return call;
  }

  private forgetCallsOf(requester: string) {
    const others = [...this.active.values()];
    if (others.every(({ run }) => run.record.requester !== requester))
      this.calls.delete(requester);
  }

  /**
   * A row whose lease ran out while the journal did not answer may come back to the process that is at it still.
   *
   * @returns whether nothing goes on any more
   */
  private async letGoOf(id: string): Promise<boolean> {
    const before = this.active.get(id);
    if (!before) return true;
    before.control.abort(new Lost());
    return Promise.race([
      before.ended.then(() => true),
      pause(stopMs, false, { ref: false }),
    ]);
  }

  private async follow(run: RunHandle<TDomain>, signal: AbortSignal) {
    const { id, bulk } = run.record;
    try {
      await (bulk ? runWaves(run, () => void this.wake()) : runOne(run));
    } catch (error) {
      if (signal.aborted || error instanceof Lost) return;
      this.complain(`Operation ${id} is taken up again later`, error);
      await run.stumble(error).catch(() => {
        // the journal does not answer: the lease runs out, and it is taken up again
      });
    }
  }

  private wakeSoon() {
    if (this.soon || this.stopped) return;
    this.soon = setTimeout(() => {
      this.soon = undefined;
      this.wake();
    }, gatherMs);
    this.soon.unref();
  }

  private async renew() {
    const { now, settings } = this.options.kit;
    const ids = [...this.active.keys()];
    if (ids.length === 0) return;
    const heldUntil = now() + settings.pace.leaseMs;
    const { held, cancelled } = await this.queue.renew(ids).catch(error => {
      this.letGoOfLapsed();
      throw error;
    });
    for (const id of ids) {
      const active = this.active.get(id);
      if (!active) continue;
      if (held.has(id)) active.run.heldUntil = heldUntil;
      else active.control.abort(new Lost());
      if (cancelled.has(id)) this.cancel(id);
    }
  }

  /** While the journal does not answer leases run out, and others take up what they were for. */
  private letGoOfLapsed() {
    const now = this.options.kit.now();
    for (const { run, control } of this.active.values()) {
      if (now >= run.heldUntil) control.abort(new Lost());
    }
  }

  /** Of a definition that this version does not have any more; another process may be of one that has. */
  private async forget(record: OperationRecord) {
    const { journal, now } = this.options.kit;
    if (now() < (record.deadlineAt ?? record.createdAt + dayMs)) return;
    await journal.move(
      record,
      record.state === 'queued' ? 'cancelled' : 'failed',
      { outcome: `The portal does not know "${record.kind}" any more.` },
      this.holder,
    );
  }

  private async expire() {
    const { journal } = this.options.kit;
    for (const record of await this.queue.expired()) {
      await journal.move(record, 'cancelled', {
        ...withoutWaiting(record),
        outcome:
          'Nobody agreed to it in time. Ask for it again if it is still wanted.',
      });
    }
  }

  private async forgetOld() {
    const { settings, now } = this.options.kit;
    const before = now() - settings.keptMs;
    while (!this.stopped && (await this.queue.forgetEndedBefore(before)) > 0);
  }

  private complain(sentence: string, error: unknown) {
    this.options.kit.logger.warn(`${sentence}: ${sentenceOf(error)}`);
  }
}
