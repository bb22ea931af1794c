/** Waits that double up to a limit, each shortened by chance so that many clients do not return together. */
export class Backoff {
  private attempt = 0;

  constructor(
    private readonly options = { firstMs: 500, maxMs: 30_000 },
    private readonly random: () => number = Math.random,
  ) {}

  reset(): void {
    this.attempt = 0;
  }

  nextMs(): number {
    const { firstMs, maxMs } = this.options;
    const full = Math.min(maxMs, firstMs * 2 ** this.attempt++);
    return full * (0.5 + this.random() / 2);
  }
}

/** Resolves after a while, or at once when the signal is aborted. Never keeps a process alive. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise(resolve => {
    const timer = setTimeout(done, ms);
    timer.unref?.();
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
