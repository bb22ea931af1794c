import type { Knex } from 'knex';
import {
  findingsTable,
  fromRow,
  toRow,
  type FindingRow,
  type StoredFinding,
} from './rows';

/** Findings in the database of their plugin, for whoever looks for them. */
export class FindingStore {
  constructor(private readonly knex: Knex) {}

  /** Those of a kind that are not closed. */
  async current(kind: string): Promise<StoredFinding[]> {
    const rows = await this.rows()
      .where({ kind })
      .whereIn('state', ['pending', 'open']);
    return rows.map(fromRow);
  }

  /** Kinds with findings that are not closed. */
  async currentKinds(): Promise<string[]> {
    const rows = await this.rows()
      .whereIn('state', ['pending', 'open'])
      .distinct('kind');
    return rows.map(({ kind }) => kind);
  }

  /** A new one; false when there is one of its kind on its subject already. */
  async insert(finding: StoredFinding): Promise<boolean> {
    const inserted = await this.rows()
      .insert(toRow(finding))
      .onConflict('open_key')
      .ignore()
      .returning('id');
    return inserted.length > 0;
  }

  /**
   * Keeps what changed, unless it was closed meanwhile: a closed one stays as it was.
   *
   * @param unlessSet - what may be done once: false when another replica was faster
   */
  async update(
    finding: StoredFinding,
    unlessSet?: 'notified_at' | 'auto_state',
  ): Promise<boolean> {
    const { id, operation_id, ...others } = toRow(finding);
    // what is not known here may have been assigned meanwhile
    const row = operation_id ? { ...others, operation_id } : others;
    const rows = this.rows().where({ id }).whereNot({ state: 'closed' });
    if (unlessSet) rows.whereNull(unlessSet);
    const changed = await rows.update(row);
    return changed > 0;
  }

  /** The operation that an open one shows. Also written by replicas that do not look. */
  async assign(
    id: string,
    operationId: string,
    time: number,
  ): Promise<boolean> {
    const changed = await this.rows()
      .where({ id, state: 'open' })
      .update({ operation_id: operationId, updated_at: time });
    return changed > 0;
  }

  /** Only what never opened is forgotten. */
  async forget(id: string): Promise<void> {
    await this.rows().where({ id, state: 'pending' }).delete();
  }

  async forgetClosedBefore(time: number): Promise<void> {
    await this.rows()
      .where({ state: 'closed' })
      .andWhere('closed_at', '<', time)
      .delete();
  }

  /** When this kind was looked for last, by whichever replica. */
  async ranAt(kind: string): Promise<number | undefined> {
    const row = await this.knex('cloud_findings_runs')
      .where({ kind })
      .first('ran_at');
    return row && Number(row.ran_at);
  }

  async ran(kind: string, time: number): Promise<void> {
    await this.knex('cloud_findings_runs')
      .insert({ kind, ran_at: time })
      .onConflict('kind')
      .merge();
  }

  /** Operations of a kind that the portal started itself since then. */
  async startedSince(kind: string, time: number): Promise<number> {
    const rows = await this.rows()
      .where({ kind })
      .whereIn('auto_state', ['due', 'started', 'failed'])
      .andWhere('auto_at', '>', time);
    return rows.length;
  }

  async find(id: string): Promise<StoredFinding | undefined> {
    const row = await this.rows().where({ id }).first();
    return row && fromRow(row);
  }

  private rows() {
    return this.knex<FindingRow>(findingsTable);
  }
}
