import type { Changes } from '@flytower/cloud-common';

/** Tells changes that come close together in one message; the last word on an id counts. */
export class ChangeGatherer {
  private readonly waiting = new Map<string, Changes['changes'][number]>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly tell: (changes: Changes['changes']) => void,
    private readonly waitMs = 200,
  ) {}

  add(changes: Changes['changes']): void {
    for (const change of changes) this.waiting.set(change.id, change);
    this.timer ??= setTimeout(() => this.flush(), this.waitMs).unref();
  }

  private flush() {
    const changes = [...this.waiting.values()];
    this.waiting.clear();
    this.timer = undefined;
    this.tell(changes);
  }
}
