import type { LogLine } from '../kubernetes/hooks';

const keptLines = 5000;
const longestLine = 16_384;

/** What one container wrote, as long as its pod exists. */
export class LogBook {
  private lines: LogLine[] = [];
  private dropped = 0;
  private closed = false;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly now: () => number) {}

  write(text: string): void {
    this.lines.push({ time: this.now(), text: text.slice(0, longestLine) });
    if (this.lines.length > keptLines) {
      const excess = this.lines.length - keptLines;
      this.lines = this.lines.slice(excess);
      this.dropped += excess;
    }
    this.wake();
  }

  /** Nothing more will come. */
  close(): void {
    this.closed = true;
    this.wake();
  }

  get last(): string | undefined {
    return this.lines.at(-1)?.text;
  }

  /** Words of the error that ended it: the first line that is not part of a stack. */
  get lastError(): string | undefined {
    return (
      this.lines
        .map(line => line.text)
        .findLast(text => /^(\w*Error\b|\S*panic\b)/.test(text.trim())) ??
      this.last
    );
  }

  read(): LogLine[] {
    return [...this.lines];
  }

  async *follow(signal: AbortSignal): AsyncGenerator<LogLine> {
    let position = this.dropped;
    while (!signal.aborted) {
      const from = Math.max(0, position - this.dropped);
      const fresh = this.lines.slice(from);
      position = this.dropped + this.lines.length;
      yield* fresh;
      if (fresh.length > 0) continue;
      if (this.closed) return;
      await this.more(signal);
    }
  }

  private more(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  private wake() {
    for (const done of [...this.waiting]) done();
  }
}
