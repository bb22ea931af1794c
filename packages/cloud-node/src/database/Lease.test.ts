import type { Knex } from 'knex';
import { engines, openTestDatabase } from './__testUtils__/databases';
import { Lease } from './Lease';

const table = 'cloud_findings_leases';

describe.each(engines)('a lease on %s', engine => {
  let knex: Knex;
  let destroy: () => Promise<void>;
  beforeEach(async () => {
    ({ knex, destroy } = await openTestDatabase(engine, 'findings'));
  });
  afterEach(() => destroy());

  const lease = (options = {}) => new Lease(knex, 'x', { table, ...options });
  const nothing = async () => {};

  it('lets one of two replicas be at it at a time', async () => {
    const [first, second] = [lease(), lease()];
    let done = () => {};
    const work = first.run(() => new Promise(resolve => (done = resolve)));
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(await second.run(nothing)).toBe(false);
    done();
    expect(await work).toBe(true);
    expect(await second.run(nothing)).toBe(true);
  });

  it('stays with the same replica when it is to be kept, until that lets it go or is silent', async () => {
    const options = { keep: true, leaseMs: 200 };
    const [first, second] = [lease(options), lease(options)];
    expect(await first.run(nothing)).toBe(true);
    expect(await second.run(nothing)).toBe(false);
    expect(await first.run(nothing)).toBe(true);
    await first.release();
    expect(await second.run(nothing)).toBe(true);
    await new Promise(resolve => setTimeout(resolve, 250));
    expect(await first.run(nothing)).toBe(true);
  });

  it('tells whoever lost it', async () => {
    const first = lease({ leaseMs: 90 });
    let signal: AbortSignal | undefined;
    await first.run(async lost => {
      signal = lost;
      await knex(table).update({
        holder: 'another',
        until: Date.now() + 60_000,
      });
      await new Promise(resolve => setTimeout(resolve, 200));
    });
    expect(signal?.aborted).toBe(true);
    expect(await first.run(nothing)).toBe(false);
  });
});
