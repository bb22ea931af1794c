import { setTimeout as pause } from 'node:timers/promises';
import type { OperationRecord } from '../journal/record';
import type { OperationsKit } from '../kit';
import { sentenceOf } from '../sentences';
import type { OperationsAudit } from './OperationsAudit';
import type { OperationsNews } from './OperationsNews';

/** After which another process tells of an end. */
const untoldMs = 30_000;
/** As long as a process that is stopped waits until it has told. */
const stopMs = 5_000;

/**
 * Has every end recorded and told at least once. The journal keeps that it was only when it was: what a process that
 * died did not come to, another one does.
 */
export class Ends {
  private readonly telling = new Map<string, Promise<void>>();
  private isStopping = false;

  constructor(
    private readonly parts: {
      kit: Pick<OperationsKit<unknown>, 'journal' | 'logger' | 'now'>;
      audit: Pick<OperationsAudit, 'ended'>;
      news: Pick<OperationsNews, 'ended' | 'hurry'>;
    },
  ) {}

  tell(record: OperationRecord): Promise<void> {
    const { id } = record;
    const telling =
      this.telling.get(id) ??
      this.tellOnce(record)
        .catch(error => {
          const why = sentenceOf(error);
          this.parts.kit.logger.warn(`The end of ${id} was not told: ${why}`);
        })
        .finally(() => this.telling.delete(id));
    this.telling.set(id, telling);
    return telling;
  }

  /** What no process has told. */
  async tellUntold(): Promise<void> {
    const { journal, now } = this.parts.kit;
    const untold = await journal.untold(now() - untoldMs);
    await Promise.all(untold.map(record => this.tell(record)));
  }

  /** Tells now what it would have gathered for longer. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.parts.news.hurry();
    await Promise.race([
      Promise.all(this.telling.values()),
      pause(stopMs, undefined, { ref: false }),
    ]);
  }

  private async tellOnce(record: OperationRecord) {
    const { kit, audit, news } = this.parts;
    await audit.ended(record);
    const isSent = await news.ended(record);
    // those who send may be stopped already: then it is told by another process, or by the next one
    if (isSent || !this.isStopping) await kit.journal.markTold(record.id);
  }
}
