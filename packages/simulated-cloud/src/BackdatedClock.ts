import type { Clock } from './Clock';

/** A clock that can be set back for a moment, so that what is written at the start looks as old as it is meant to be. */
export class BackdatedClock implements Clock {
  private past?: number;

  constructor(private readonly clock: Clock) {}

  now(): number {
    return this.past ?? this.clock.now();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.clock.sleep(ms, signal);
  }

  /** Runs something that does not wait as if it were another time. */
  at<T>(time: number, run: () => T): T {
    this.past = time;
    try {
      return run();
    } finally {
      this.past = undefined;
    }
  }
}
