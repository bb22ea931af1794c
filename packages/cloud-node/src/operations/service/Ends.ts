import type { OperationRecord } from '../journal/record';
import type { OperationsKit } from '../kit';
import type { OperationsAudit } from './OperationsAudit';
import type { OperationsNews } from './OperationsNews';
import { Telling } from './Telling';

/**
 * Has every end recorded and told at least once. The journal keeps that it was only when it was: what a process that
 * died did not come to, another one does.
 */
export class Ends {
  private readonly telling: Telling;
  private readonly recorded = new Set<string>();

  constructor(
    private readonly parts: {
      kit: Pick<OperationsKit<unknown>, 'journal' | 'logger' | 'now'>;
      audit: Pick<OperationsAudit, 'ended'>;
      news: Pick<OperationsNews, 'ended'>;
    },
  ) {
    this.telling = new Telling({
      kit: parts.kit,
      whatOf: ({ id }) => `The end of ${id}`,
      tell: record => this.tellOnce(record),
    });
  }

  tell(record: OperationRecord): Promise<void> {
    return this.telling.tell(record);
  }

  /** What no process has told. */
  async tellUntold(): Promise<void> {
    const untold = await this.parts.kit.journal.untold();
    await Promise.all(untold.map(record => this.tell(record)));
  }

  stop(): Promise<void> {
    return this.telling.stop();
  }

  private async tellOnce(record: OperationRecord) {
    const { kit, audit, news } = this.parts;
    const { id } = record;
    if (!this.recorded.has(id)) {
      await audit.ended(record);
      this.recorded.add(id);
    }
    const isSent = await news.ended(record);
    if (!isSent && !this.telling.givesUp(record.finishedAt ?? 0)) return;
    await kit.journal.markTold(id);
    this.recorded.delete(id);
  }
}
