import type { Clock } from '../../Clock';

const firstDelay = 500;
const longestDelay = 30_000;

/**
 * Brings objects to what is wanted, each by its key. A key is worked on by one hand at a time; asked for meanwhile, it
 * is done once more afterwards. A failure is tried again, later each time.
 */
export class Controller {
  private readonly dirty = new Set<string>();
  private readonly busy = new Map<string, Promise<void>>();
  private readonly failures = new Map<string, number>();
  private readonly waits = new Map<string, { over: boolean }>();
  private readonly ending = new AbortController();
  private started = false;

  constructor(
    private readonly options: {
      name: string;
      clock: Clock;
      reconcile(key: string): Promise<void>;
      log?(message: string): void;
    },
  ) {}

  /** Until this is called, keys are only collected: what is not known yet must not be taken for missing. */
  start(): void {
    this.started = true;
    for (const key of this.dirty) this.begin(key);
  }

  enqueue(key: string): void {
    if (this.ending.signal.aborted) return;
    this.dirty.add(key);
    if (this.started && !this.busy.has(key)) this.begin(key);
  }

  /**
   * False until that much time has passed since it was first asked for this step of this key; the key is reconciled
   * again when it has. Steps of one object are remembered until `forget`.
   */
  elapsed(key: string, step: string, ms: number): boolean {
    const id = `${key} ${step}`;
    const known = this.waits.get(id);
    if (known) return known.over;
    const wait = { over: false };
    this.waits.set(id, wait);
    this.options.clock.sleep(ms, this.ending.signal).then(() => {
      if (this.waits.get(id) !== wait) return;
      wait.over = true;
      this.enqueue(key);
    });
    return false;
  }

  /** Steps that begin so may be waited for anew. */
  forget(key: string, prefix = ''): void {
    const start = `${key} ${prefix}`;
    for (const id of this.waits.keys())
      if (id.startsWith(start)) this.waits.delete(id);
  }

  async stop(): Promise<void> {
    this.ending.abort();
    this.dirty.clear();
    await Promise.all(this.busy.values());
  }

  private begin(key: string) {
    const work = this.work(key).finally(() => {
      this.busy.delete(key);
      if (this.dirty.has(key) && !this.ending.signal.aborted) this.begin(key);
    });
    this.busy.set(key, work);
  }

  private async work(key: string) {
    // changes that come together are one piece of work
    await new Promise(resolve => setImmediate(resolve));
    this.dirty.delete(key);
    try {
      await this.options.reconcile(key);
      this.failures.delete(key);
    } catch (error) {
      if (this.ending.signal.aborted) return;
      const count = (this.failures.get(key) ?? 0) + 1;
      this.failures.set(key, count);
      if (count > 3)
        this.options.log?.(`${this.options.name} ${key}: ${error}`);
      const delay = Math.min(firstDelay * 2 ** (count - 1), longestDelay);
      this.options.clock
        .sleep(delay, this.ending.signal)
        .then(() => this.enqueue(key));
    }
  }
}
