import type { OperationRecord } from '../journal/record';
import type { OperationsKit } from '../kit';
import { sentenceOf } from '../sentences';
import type { OperationsNews } from './OperationsNews';

/** After which another process asks. */
const unaskedMs = 30_000;
/** As long as it is tried again while nobody can be told. */
const triedMs = 600_000;

/**
 * Has those who may agree to an operation told that they are wanted, also when the process died right then, or when
 * notifications did not go out for a while.
 */
export class Wishes {
  private readonly asking = new Map<string, Promise<void>>();

  constructor(
    private readonly parts: {
      kit: Pick<OperationsKit<unknown>, 'journal' | 'logger' | 'now'>;
      news: Pick<OperationsNews, 'wanted'>;
    },
  ) {}

  tell(record: OperationRecord): Promise<void> {
    const { id } = record;
    const asking =
      this.asking.get(id) ??
      this.tellOnce(record)
        .catch(error => {
          const why = sentenceOf(error);
          this.parts.kit.logger.warn(
            `Who may agree to ${id} was not told: ${why}`,
          );
        })
        .finally(() => this.asking.delete(id));
    this.asking.set(id, asking);
    return asking;
  }

  /** Of what no process has told. */
  async tellUntold(): Promise<void> {
    const { journal, now } = this.parts.kit;
    const unasked = await journal.unasked(now() - triedMs, now() - unaskedMs);
    await Promise.all(unasked.map(record => this.tell(record)));
  }

  private async tellOnce(record: OperationRecord) {
    const { kit, news } = this.parts;
    if (await news.wanted(record)) await kit.journal.markAsked(record.id);
  }
}
