import { ConflictError } from '@backstage/errors';
import {
  isSettled,
  operationStates,
  operationTransitions,
  type OperationState,
} from '@flytower/cloud-common/operations';
import type { Knex } from 'knex';
import { isOneOf } from '../../database/isOneOf';
import { fromRow, indexColumns, toRow, type OperationRecord } from './record';

export const journalTable = 'cloud_operations';

export const unsettledStates = operationStates.filter(
  state => !isSettled(state),
);

/** What may be written besides a change of the state. */
export type OperationNotes = Partial<
  Pick<
    OperationRecord,
    | 'message'
    | 'trouble'
    | 'steps'
    | 'follow'
    | 'upstream'
    | 'outcome'
    | 'approval'
    | 'bulk'
    | 'sealed'
    | 'startedAt'
    | 'deadlineAt'
  >
>;

type Inserted =
  | { result: 'inserted' | 'same' | 'locked'; record: OperationRecord }
  | { result: 'too-many'; unsettled: number };

type Moved =
  | { result: 'moved' | 'locked'; record: OperationRecord }
  | { result: 'changed-meanwhile' };

/** What people know of a row. */
const told = { nothing: 0, end: 1, wish: 2 };

/** As often as a row is tried again that stood in the way, and then did not. */
const tries = 5;

/** Rows of operations, and the one place that changes their state. */
export class Journal {
  private readonly listeners: ((record: OperationRecord) => void)[] = [];

  constructor(
    readonly knex: Knex,
    private readonly now: () => number = Date.now,
  ) {}

  /** Calls it with every row that this process changed, as it is then. */
  onChange(listener: (record: OperationRecord) => void): void {
    this.listeners.push(listener);
  }

  private changed(record: OperationRecord) {
    for (const listener of this.listeners) listener(record);
  }

  async get(id: string): Promise<OperationRecord | undefined> {
    const row = await this.knex(journalTable).where({ id }).first();
    return row && fromRow(row);
  }

  async statesOf(ids: string[]): Promise<Map<string, OperationState>> {
    const rows = await this.knex(journalTable)
      .where(isOneOf(this.knex, 'id', ids))
      .select('id', 'state');
    return new Map(rows.map(({ id, state }) => [id, state]));
  }

  async findByKey(
    requester: string,
    idempotencyKey: string,
  ): Promise<OperationRecord | undefined> {
    const row = await this.knex(journalTable)
      .where({ requester, idempotency_key: idempotencyKey })
      .first();
    return row && fromRow(row);
  }

  /** What stands in the way of another one with the same lock. */
  async findByLock(lockName: string): Promise<OperationRecord | undefined> {
    const row = await this.knex(journalTable)
      .where({ lock_key: lockName })
      .first();
    return row && fromRow(row);
  }

  /** The same request of the same person that still waits for an approval, or is under way over many. */
  async findSame(
    requester: string,
    requestHash: string,
    knex = this.knex,
  ): Promise<OperationRecord | undefined> {
    const row = await knex(journalTable)
      .where({ requester, request_hash: requestHash, parent_id: null })
      .where(either =>
        either
          .where({ state: 'waiting-approval' })
          .orWhere(many =>
            many.whereIn('state', ['queued', 'running']).whereNotNull('bulk'),
          ),
      )
      .first();
    return row && fromRow(row);
  }

  async partsOf(parentId: string): Promise<OperationRecord[]> {
    const rows = await this.knex(journalTable).where({ parent_id: parentId });
    return rows.map(fromRow);
  }

  /**
   * Writes a new row, unless there is one with the same key of the same requester, or one that must not go on at the
   * same time.
   *
   * @param limit - of unsettled operations of the requester; parts of another one do not count
   */
  async insert(record: OperationRecord, limit = Infinity): Promise<Inserted> {
    for (let nth = 0; nth < tries; nth++) {
      const inserted = await this.knex.transaction(trx =>
        this.tryInsert(trx, record, limit),
      );
      if (inserted) {
        if (inserted.result === 'inserted') this.changed(inserted.record);
        return inserted;
      }
    }
    throw new ConflictError('Somebody else is at the same thing; try again');
  }

  private async tryInsert(
    trx: Knex,
    record: OperationRecord,
    limit: number,
  ): Promise<Inserted | undefined> {
    const { requester, idempotencyKey, lockKey, requestHash } = record;
    await takeTurns(trx, requester);
    const table = () => trx(journalTable);
    if (idempotencyKey !== undefined) {
      const same = await table()
        .where({ requester, idempotency_key: idempotencyKey })
        .first();
      if (same) return { result: 'same', record: fromRow(same) };
    }
    if (lockKey !== undefined) {
      const locked = await table().where({ lock_key: lockKey }).first();
      if (locked) return { result: 'locked', record: fromRow(locked) };
    }
    if (record.parentId === undefined) {
      const same = await this.findSame(requester, requestHash, trx);
      if (same) return { result: 'locked', record: same };
    }
    if (limit !== Infinity) {
      const unsettled = await this.countUnsettled(trx, requester);
      if (unsettled >= limit) return { result: 'too-many', unsettled };
    }
    const [row] = await table()
      .insert({ ...toRow(record), ...indexColumns(record) })
      .onConflict()
      .ignore()
      .returning('*');
    return row && { result: 'inserted', record: fromRow(row) };
  }

  private async countUnsettled(trx: Knex, requester: string) {
    const [{ count }] = await trx(journalTable)
      .where({ requester, parent_id: null })
      .whereIn('state', unsettledStates)
      .count({ count: '*' });
    return Number(count);
  }

  /**
   * Changes the state of a row that is still as it was read. Everything that holds of a state (its lock, its secrets,
   * its lease) is set here.
   *
   * @param holder - only while this process is at it, whatever it has noted since
   */
  async move(
    from: Pick<OperationRecord, 'id' | 'state' | 'version' | 'lockName'>,
    to: OperationState,
    notes: OperationNotes = {},
    holder?: string,
  ): Promise<Moved> {
    if (!operationTransitions[from.state].includes(to)) {
      throw new ConflictError(
        `This operation is ${from.state}, so it cannot become ${to}`,
      );
    }
    const patch = {
      ...notes,
      ...(to === 'queued' && {
        lockKey: from.lockName,
        expiresAt: undefined,
        leaseUntil: 0,
      }),
      ...(isSettled(to) && {
        lockKey: undefined,
        expiresAt: undefined,
        sealed: undefined,
        trouble: undefined,
        leaseOwner: undefined,
        leaseUntil: 0,
        finishedAt: this.now(),
      }),
      state: to,
    };
    const { id, state, version, lockName } = from;
    for (let nth = 0; nth < tries; nth++) {
      try {
        const record = await this.update(
          holder ? { id, state, lease_owner: holder } : { id, state, version },
          patch,
        );
        return record
          ? { result: 'moved', record }
          : { result: 'changed-meanwhile' };
      } catch (error) {
        if (to !== 'queued') throw error;
        const locked = await this.findByLock(lockName);
        if (locked) return { result: 'locked', record: locked };
      }
    }
    throw new ConflictError('Somebody else is at the same thing; try again');
  }

  /** Writes how it goes, as the process that is at it. Undefined: another one is by now, or it has settled. */
  note(
    id: string,
    holder: string,
    notes: OperationNotes,
  ): Promise<OperationRecord | undefined> {
    return this.update({ id, lease_owner: holder }, notes, [
      'queued',
      'running',
    ]);
  }

  /** Whoever is at it stops it as soon as it can. */
  requestCancel(
    id: string,
    cancelledBy: string,
  ): Promise<OperationRecord | undefined> {
    const patch = { cancelRequested: true, cancelledBy };
    return this.update({ id }, patch, ['running']);
  }

  /** True for whoever says first how it ended. */
  async markTold(id: string): Promise<boolean> {
    const rows = await this.knex(journalTable)
      .where({ id })
      .whereIn('told', [told.nothing, told.wish])
      .update({ told: told.end });
    return rows > 0;
  }

  /** Those who may agree to it know. */
  async markAsked(id: string): Promise<void> {
    await this.knex(journalTable)
      .where({ id, state: 'waiting-approval', told: told.nothing })
      .update({ told: told.wish });
  }

  /**
   * True for one process at a time: for as long it is its turn to tell what there is to tell of a row. Nobody works on
   * such a row, so the lease of those who do is free for it.
   */
  async takeTurnToTell(id: string, ms: number): Promise<boolean> {
    const taken = await this.untoldRows()
      .where({ id })
      .update({ lease_until: this.now() + ms });
    return taken > 0;
  }

  private untoldRows() {
    return this.knex(journalTable)
      .where('lease_until', '<=', this.now())
      .where(row =>
        row
          .where({ state: 'waiting-approval', told: told.nothing })
          .orWhere(ended =>
            ended
              .whereNotNull('finished_at')
              .whereIn('told', [told.nothing, told.wish]),
          ),
      );
  }

  /** Nobody who may agree knows, and no process is about to tell them. */
  async unasked(): Promise<OperationRecord[]> {
    const rows = await this.untoldRows()
      .where({ state: 'waiting-approval' })
      .limit(100);
    return rows.map(fromRow);
  }

  /** Ends that nobody knows, and no process is about to tell of. */
  async untold(): Promise<OperationRecord[]> {
    const rows = await this.untoldRows().whereNotNull('finished_at').limit(100);
    return rows.map(fromRow);
  }

  private async update(
    where: Record<string, unknown>,
    patch: Partial<OperationRecord>,
    states?: OperationState[],
  ): Promise<OperationRecord | undefined> {
    const query = this.knex(journalTable).where(where);
    if (states) query.whereIn('state', states);
    const [row] = await query
      .update({ ...toRow(patch), version: this.knex.raw('version + 1') })
      .returning('*');
    if (!row) return undefined;
    const record = fromRow(row);
    this.changed(record);
    return record;
  }
}

/** One requester's rows are written one after another, so that nobody is faster than what was looked at before. */
async function takeTurns(trx: Knex, requester: string): Promise<void> {
  if (trx.client.config.client !== 'pg') return;
  await trx.raw('select pg_advisory_xact_lock(hashtext(?))', [requester]);
}
