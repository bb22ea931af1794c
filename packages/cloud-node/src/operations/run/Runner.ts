import { randomUUID } from 'node:crypto';
import limitConcurrency from 'p-limit';
import type { OperationRecord } from '../journal/record';
import { WorkQueue } from '../journal/WorkQueue';
import type { OperationsKit } from '../kit';
import { sentenceOf } from '../sentences';
import { Lost, RunHandle, type RunSurroundings } from './RunHandle';
import { runOne } from './runOne';
import { runWaves } from './runWaves';

export interface RunnerOptions<TDomain> {
  kit: OperationsKit<TDomain>;
  /** Called after an operation has settled here. */
  onEnd(record: OperationRecord): Promise<void>;
  onStep?: RunSurroundings<TDomain>['onStep'];
}

const dayMs = 86_400_000;

interface Active<TDomain> {
  run: RunHandle<TDomain>;
  control: AbortController;
}

/**
 * Does the work of the journal, in every process that has one. What a process that died was at, another one takes up
 * once its lease has run out.
 */
export class Runner<TDomain> {
  private readonly holder = randomUUID();
  private readonly queue: WorkQueue;
  private readonly active = new Map<string, Active<TDomain>>();
  private readonly call: RunSurroundings<TDomain>['call'];
  private readonly timers: NodeJS.Timeout[] = [];
  private claiming?: Promise<void>;
  private again = false;
  private stopped = false;

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
    const { tickMs, renewMs } = this.options.kit.settings.pace;
    this.every(tickMs, () => this.wake());
    this.every(tickMs * 10, () => this.expire());
    this.every(renewMs, () => this.renew());
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

  /**
   * Lets go of everything; other processes go on with it at once.
   *
   * @param release - false: as if the process had died
   */
  async stop(release = true): Promise<void> {
    this.stopped = true;
    this.timers.forEach(clearInterval);
    for (const { control } of this.active.values()) control.abort(new Lost());
    await this.claiming;
    if (release) await this.queue.release();
  }

  /** Has a run stopped that goes on in this process; others see the journal. */
  cancel(id: string): void {
    const run = this.active.get(id)?.run;
    if (!run || run.cancelRequested) return;
    run.cancelRequested = true;
    run.pause.end();
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
        const records = await this.queue.claim(runs - this.active.size);
        if (this.stopped) return;
        for (const record of records) this.follow(record);
      }
    } catch (error) {
      this.complain('The journal cannot be read', error);
    }
  }

  private async follow(record: OperationRecord) {
    const { kit, onStep, onEnd } = this.options;
    const control = new AbortController();
    try {
      if (!kit.definitions.has(record.kind)) {
        await this.forget(record);
        return;
      }
      const run = new RunHandle(record, {
        kit,
        onStep,
        holder: this.holder,
        signal: control.signal,
        call: this.call,
      });
      this.active.set(record.id, { run, control });
      await (record.bulk ? runWaves(run, () => void this.wake()) : runOne(run));
      this.active.delete(record.id);
      await onEnd(run.record);
    } catch (error) {
      this.active.delete(record.id);
      if (control.signal.aborted || error instanceof Lost) return;
      this.complain(`Operation ${record.id} is taken up again later`, error);
      // what it holds runs out by itself if this does not work either
    } finally {
      if (!this.stopped) this.wake();
    }
  }

  private async renew() {
    const ids = [...this.active.keys()];
    if (ids.length === 0) return;
    const { held, cancelled } = await this.queue.renew(ids);
    for (const id of ids) {
      const active = this.active.get(id);
      if (!active) continue;
      if (!held.has(id)) active.control.abort(new Lost());
      if (cancelled.has(id)) this.cancel(id);
    }
  }

  /** Of a definition that this version does not have any more; another process may be of one that has. */
  private async forget(record: OperationRecord) {
    const { journal, now } = this.options.kit;
    if (now() < (record.deadlineAt ?? record.createdAt + dayMs)) return;
    await journal.move(
      record,
      record.state === 'queued' ? 'cancelled' : 'failed',
      { outcome: `The portal does not know "${record.kind}" any more` },
      this.holder,
    );
  }

  private async expire() {
    const { journal } = this.options.kit;
    for (const record of await this.queue.expired()) {
      const moved = await journal.move(record, 'cancelled', {
        outcome:
          'Nobody agreed to it in time. Ask for it again if it is still wanted.',
      });
      if (moved.result === 'moved') await this.options.onEnd(moved.record);
    }
  }

  private complain(sentence: string, error: unknown) {
    this.options.kit.logger.warn(`${sentence}: ${sentenceOf(error)}`);
  }
}
