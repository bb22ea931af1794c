/** Time, as everything in the simulated cloud sees it. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Resolves when that much of this clock's time has passed, or at once when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own time; `speed` 10 makes ten simulated seconds of a real one for everything that sleeps. */
export class SystemClock implements Clock {
  constructor(private readonly speed = 1) {}

  now() {
    return Date.now();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const timer = setTimeout(done, ms / this.speed);
      function done() {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      }
      signal?.addEventListener('abort', done, { once: true });
    });
  }
}

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  private readonly sleepers = new Set<{ due: number; wake: () => void }>();

  constructor(private time = Date.parse('2026-01-05T08:00:00Z')) {}

  now() {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const sleeper = {
        due: this.time + ms,
        wake: () => {
          this.sleepers.delete(sleeper);
          resolve();
        },
      };
      if (ms <= 0 || signal?.aborted) {
        resolve();
        return;
      }
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  /** Moves time on and wakes whoever was due, oldest first. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      const next = [...this.sleepers]
        .filter(sleeper => sleeper.due <= end)
        .sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.time = Math.max(this.time, next.due);
      next.wake();
      await new Promise(resolve => setImmediate(resolve));
    }
    this.time = end;
  }
}
