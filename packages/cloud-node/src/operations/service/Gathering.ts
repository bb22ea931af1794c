import type { OperationRecord } from '../journal/record';

/** How long it is gathered, so that many at once are one message. */
const gatherMs = 3_000;

/** Who is told. */
export interface Recipients {
  entityRef: string[];
  /** Not this one, though they belong to one of those. */
  excludeEntityRef?: string;
}

/** What the same people are told of, until they are. */
interface Gathered {
  records: OperationRecord[];
  tellNow(): void;
  isSent: Promise<boolean>;
}

/** Gathers what the same people are to be told of. */
export class Gathering {
  private readonly gathered = new Map<string, Gathered>();
  private isHurried = false;

  constructor(
    private readonly options: {
      gatherMs?: number;
      /** @returns whether they could be told */
      tell(
        recipients: Recipients,
        records: OperationRecord[],
      ): Promise<boolean>;
    },
  ) {}

  /** @returns once they are told: whether they could be */
  add(recipients: Recipients, record: OperationRecord): Promise<boolean> {
    const key = JSON.stringify([
      recipients.entityRef,
      recipients.excludeEntityRef,
    ]);
    const others = this.gathered.get(key);
    if (others) {
      others.records.push(record);
      return others.isSent;
    }
    const gathered = this.gather(key, recipients, record);
    this.gathered.set(key, gathered);
    if (this.isHurried) gathered.tellNow();
    return gathered.isSent;
  }

  /** Tells what it has, and gathers no more. */
  hurry(): void {
    this.isHurried = true;
    for (const { tellNow } of this.gathered.values()) tellNow();
  }

  private gather(
    key: string,
    recipients: Recipients,
    first: OperationRecord,
  ): Gathered {
    const records = [first];
    let tellNow = () => {};
    const isTime = new Promise<void>(resolve => {
      tellNow = resolve;
    });
    setTimeout(tellNow, this.options.gatherMs ?? gatherMs).unref();
    const isSent = isTime.then(() => {
      this.gathered.delete(key);
      return this.options.tell(recipients, records);
    });
    return { records, tellNow, isSent };
  }
}
