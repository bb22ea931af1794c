import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

/** @public */
export interface LeaseOptions {
  /** Table with `name`, `holder` and `until`. */
  table?: string;
  /** As long as its holder can be silent before another replica takes over. */
  leaseMs?: number;
  /** Stays with the same replica between two runs, until that one is silent or lets it go. */
  keep?: boolean;
}

/**
 * Lets one of several replicas do something at a time. Renewed while it is done, so that a replica that was killed
 * in the middle holds the others up for half a minute and not for as long as the longest run may take.
 *
 * @public
 */
export class Lease {
  private readonly holder = randomUUID();
  private readonly table: string;
  private readonly leaseMs: number;
  private readonly keep: boolean;

  constructor(
    private readonly knex: Knex,
    private readonly name: string,
    options: LeaseOptions = {},
  ) {
    this.table = options.table ?? 'leases';
    this.leaseMs = options.leaseMs ?? 30_000;
    this.keep = options.keep ?? false;
  }

  /** Runs it if nobody else is at it. The signal aborts when the lease is lost. */
  async run(
    work: (signal: AbortSignal) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<boolean> {
    if (!(await this.take())) return false;
    const lost = new AbortController();
    const renewal = setInterval(async () => {
      const kept = await this.take().catch(() => false);
      if (!kept) lost.abort(new Error('Another replica is at it now'));
    }, this.leaseMs / 3);
    renewal.unref();
    try {
      await work(signal ? AbortSignal.any([signal, lost.signal]) : lost.signal);
      return true;
    } finally {
      clearInterval(renewal);
      if (!this.keep) await this.release();
    }
  }

  /** Lets another replica take over at once. */
  async release(): Promise<void> {
    const { name, holder } = this;
    await this.knex(this.table).where({ name, holder }).delete();
  }

  private async take(): Promise<boolean> {
    const { name, holder, table } = this;
    const now = Date.now();
    const until = now + this.leaseMs;
    const renewed = await this.knex(table)
      .where({ name })
      .andWhere(either => either.where({ holder }).orWhere('until', '<', now))
      .update({ holder, until });
    if (renewed > 0) return true;
    await this.knex(table)
      .insert({ name, holder, until })
      .onConflict('name')
      .ignore();
    const row = await this.knex(table).where({ name }).first('holder');
    return row?.holder === holder;
  }
}
