import { isOldNews } from '../../services/notify';
import type { OperationRecord } from '../journal/record';
import type { OperationsKit } from '../kit';
import { sentenceOf } from '../sentences';

/** As long as one process has for it; then another one may try. */
const turnMs = 30_000;

/** Tells of rows of the journal: one process at a time, and again when it died or could not. */
export class Telling {
  private readonly telling = new Map<string, Promise<void>>();
  private readonly began: number;
  private isStopping = false;

  constructor(
    private readonly options: {
      kit: Pick<OperationsKit<unknown>, 'journal' | 'logger' | 'now'>;
      /** In a sentence: "… was not told". */
      whatOf(record: OperationRecord): string;
      tell(record: OperationRecord): Promise<void>;
    },
  ) {
    this.began = options.kit.now();
  }

  tell(record: OperationRecord): Promise<void> {
    const { id } = record;
    const telling =
      this.telling.get(id) ??
      this.inTurn(record)
        .catch(error => {
          const { kit, whatOf } = this.options;
          const what = whatOf(record);
          kit.logger.warn(`${what} was not told: ${sentenceOf(error)}`);
        })
        .finally(() => this.telling.delete(id));
    this.telling.set(id, telling);
    return telling;
  }

  /**
   * Whether it is not tried again. Those who send may be stopped before this process is: then another one tries it, or
   * the next one.
   *
   * @param since - when there was something to tell
   */
  givesUp(since: number): boolean {
    const now = this.options.kit.now();
    return !this.isStopping && isOldNews(since, { since: this.began, now });
  }

  /** Resolves once this process is at nothing. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.telling.values());
  }

  private async inTurn(record: OperationRecord) {
    const { kit, tell } = this.options;
    if (await kit.journal.takeTurnToTell(record.id, turnMs)) await tell(record);
  }
}
