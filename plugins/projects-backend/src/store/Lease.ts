import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

/** As long as its holder can be silent before another replica takes over. */
const leaseMs = 30_000;

/**
 * Lets one of several replicas do something at a time. Renewed while it is done, so that a replica that was killed
 * in the middle holds the others up for half a minute and not for as long as the longest read may take.
 */
export class Lease {
  private readonly holder = randomUUID();

  constructor(private readonly knex: Knex, private readonly name: string) {}

  /** Runs it if nobody else is at it. The signal aborts when the lease is lost. */
  async run(
    work: (signal: AbortSignal) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<boolean> {
    if (!(await this.take())) return false;
    const lost = new AbortController();
    const renewal = setInterval(async () => {
      const kept = await this.take().catch(() => false);
      if (!kept) lost.abort(new Error('Another replica reads this cloud now'));
    }, leaseMs / 3);
    renewal.unref();
    try {
      await work(signal ? AbortSignal.any([signal, lost.signal]) : lost.signal);
      return true;
    } finally {
      clearInterval(renewal);
      await this.knex('leases')
        .where({ name: this.name, holder: this.holder })
        .delete();
    }
  }

  private async take(): Promise<boolean> {
    const { name, holder } = this;
    const now = Date.now();
    const until = now + leaseMs;
    const renewed = await this.knex('leases')
      .where({ name })
      .andWhere(either => either.where({ holder }).orWhere('until', '<', now))
      .update({ holder, until });
    if (renewed > 0) return true;
    await this.knex('leases')
      .insert({ name, holder, until })
      .onConflict('name')
      .ignore();
    const row = await this.knex('leases').where({ name }).first('holder');
    return row?.holder === holder;
  }
}
