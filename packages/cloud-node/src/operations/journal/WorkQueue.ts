import type { Knex } from 'knex';
import { journalTable } from './Journal';
import { fromRow, type OperationRecord } from './record';

/** The journal as the processes see it that do the work: each row is one process's for as long as its lease runs. */
export class WorkQueue {
  constructor(
    private readonly knex: Knex,
    private readonly options: {
      holder: string;
      leaseMs: number;
      /** Rows of one requester that may be worked on at a time. */
      perRequester: number;
      now: () => number;
    },
  ) {}

  /**
   * Takes rows that nobody is at. What was running already comes first. Of the others each requester gets a turn
   * before anybody gets a second one, and what they have running counts as turns that they had.
   */
  async claim(atMost: number): Promise<OperationRecord[]> {
    if (atMost <= 0) return [];
    const candidates = [
      ...(await this.abandoned(atMost)),
      ...(await this.waiting(atMost)),
    ].slice(0, atMost);
    return this.takeAll(candidates);
  }

  /** Those over many only watch others, and would wait for themselves if they took turns with them. */
  async claimMany(): Promise<OperationRecord[]> {
    const candidates = await this.free()
      .whereIn('state', ['queued', 'running'])
      .whereNotNull('bulk')
      .orderBy('created_at')
      .limit(100)
      .select('id', 'version');
    return this.takeAll(candidates);
  }

  private async takeAll(candidates: { id: string; version: number }[]) {
    const claimed: OperationRecord[] = [];
    for (const { id, version } of candidates) {
      const record = await this.take(id, version);
      if (record) claimed.push(record);
    }
    return claimed;
  }

  private free() {
    return this.knex(journalTable).where(
      'lease_until',
      '<',
      this.options.now(),
    );
  }

  private abandoned(
    atMost: number,
  ): Promise<{ id: string; version: number }[]> {
    return this.free()
      .where({ state: 'running', bulk: null })
      .orderBy('created_at')
      .limit(atMost)
      .select('id', 'version');
  }

  private async waiting(
    atMost: number,
  ): Promise<{ id: string; version: number }[]> {
    const { knex } = this;
    const { now, perRequester } = this.options;
    const busy = knex(journalTable)
      .whereNull('bulk')
      .where(either =>
        either
          .where({ state: 'running' })
          .orWhere(held =>
            held.where({ state: 'queued' }).where('lease_until', '>=', now()),
          ),
      )
      .groupBy('requester')
      .select('requester')
      .count({ had: '*' });
    const turns = this.free()
      .where({ state: 'queued', bulk: null })
      .select(
        'id',
        'version',
        'requester',
        'created_at',
        knex.raw(
          'row_number() over (partition by requester order by created_at, id) as turn',
        ),
      );
    return knex
      .with('busy', busy)
      .with('turns', turns)
      .from('turns')
      .leftJoin('busy', 'busy.requester', 'turns.requester')
      .whereRaw('turn + coalesce(had, 0) <= ?', [perRequester])
      .orderByRaw('turn + coalesce(had, 0), created_at, id')
      .limit(atMost)
      .select('id', 'version');
  }

  private async take(
    id: string,
    version: number,
  ): Promise<OperationRecord | undefined> {
    const { holder, leaseMs, now } = this.options;
    const [row] = await this.free()
      .where({ id, version })
      .whereIn('state', ['queued', 'running'])
      .update({
        lease_owner: holder,
        lease_until: now() + leaseMs,
        version: version + 1,
      })
      .returning('*');
    return row && fromRow(row);
  }

  /** Holds those of the rows for a while longer that this process still has. Says which, and which to cancel. */
  async renew(
    ids: string[],
  ): Promise<{ held: Set<string>; cancelled: Set<string> }> {
    const { holder, leaseMs, now } = this.options;
    const rows = await this.knex(journalTable)
      .where({ lease_owner: holder })
      .whereIn('id', ids)
      // once it has run out, another process may have seen it so
      .where('lease_until', '>=', now())
      .update({ lease_until: now() + leaseMs })
      .returning(['id', 'cancel_requested']);
    return {
      held: new Set(rows.map(({ id }) => id)),
      cancelled: new Set(
        rows
          .filter(row => Number(row.cancel_requested) === 1)
          .map(({ id }) => id),
      ),
    };
  }

  /** Lets other processes go on at once. */
  async release(id: string): Promise<void> {
    await this.knex(journalTable)
      .where({ id, lease_owner: this.options.holder })
      .update({ lease_owner: null, lease_until: 0 });
  }

  /** Rows whose approval did not come in time. */
  async expired(): Promise<OperationRecord[]> {
    const rows = await this.knex(journalTable)
      .where({ state: 'waiting-approval' })
      .where('expires_at', '<=', this.options.now())
      .limit(100);
    return rows.map(fromRow);
  }

  /**
   * Removes what ended before that time and was told, some at a time. Any process may do it, as often as it likes.
   * What is a part of another one stays as long as that, which goes by it while it runs.
   *
   * @returns how many rows are gone
   */
  async forgetEndedBefore(time: number, atMost = 500): Promise<number> {
    const { knex } = this;
    const wholes = knex({ whole: journalTable })
      .where('whole.id', knex.ref(`${journalTable}.parent_id`))
      .where(kept =>
        kept
          .whereNull('whole.finished_at')
          .orWhere('whole.finished_at', '>=', time),
      );
    const old = knex(journalTable)
      .where('finished_at', '<', time)
      .where({ told: 1 })
      .whereNotExists(wholes)
      .orderBy('finished_at')
      .limit(atMost)
      .select('id');
    return knex(journalTable)
      .whereIn(
        'id',
        (await old).map(({ id }) => id),
      )
      .delete();
  }
}
