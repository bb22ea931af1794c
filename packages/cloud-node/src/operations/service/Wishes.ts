import type { OperationRecord } from '../journal/record';
import type { OperationsKit } from '../kit';
import type { OperationsNews } from './OperationsNews';
import { Telling } from './Telling';

/**
 * Has those who may agree to an operation told that they are wanted, also when the process died right then, or when
 * notifications did not go out for a while.
 */
export class Wishes {
  private readonly telling: Telling;

  constructor(
    private readonly parts: {
      kit: Pick<OperationsKit<unknown>, 'journal' | 'logger' | 'now'>;
      news: Pick<OperationsNews, 'wanted'>;
    },
  ) {
    this.telling = new Telling({
      kit: parts.kit,
      whatOf: ({ id }) => `Who may agree to ${id}`,
      tell: record => this.tellOnce(record),
    });
  }

  tell(record: OperationRecord): Promise<void> {
    return this.telling.tell(record);
  }

  /** Of what no process has told. */
  async tellUntold(): Promise<void> {
    const unasked = await this.parts.kit.journal.unasked();
    await Promise.all(unasked.map(record => this.tell(record)));
  }

  stop(): Promise<void> {
    return this.telling.stop();
  }

  private async tellOnce(record: OperationRecord) {
    const { kit, news } = this.parts;
    const isAsked = await news.wanted(record);
    if (isAsked || this.telling.givesUp(record.createdAt))
      await kit.journal.markAsked(record.id);
  }
}
