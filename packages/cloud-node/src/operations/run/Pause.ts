/** Waits that somebody else can end early. */
export class Pause {
  private wake?: () => void;
  private woken = false;

  constructor(private readonly signal: AbortSignal) {}

  /** Rejects once the signal is aborted. */
  async wait(ms: number): Promise<void> {
    this.signal.throwIfAborted();
    if (this.woken) {
      this.woken = false;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const done = (end: () => void) => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', aborted);
        this.wake = undefined;
        end();
      };
      const aborted = () => done(() => reject(this.signal.reason));
      const timer = setTimeout(() => done(resolve), ms);
      this.signal.addEventListener('abort', aborted);
      this.wake = () => done(resolve);
    });
  }

  /** Ends the wait that is on, or the next one. */
  end(): void {
    if (this.wake) this.wake();
    else this.woken = true;
  }
}
