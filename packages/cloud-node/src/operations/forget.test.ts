import { engines } from './__testUtils__/databases';
import { useYard } from './__testUtils__/useYard';
import { WorkQueue } from './journal/WorkQueue';

const day = 86_400_000;

describe.each(engines)('a journal on %s', engine => {
  const on = useYard(engine);

  it('forgets what ended long ago, and nothing else', async () => {
    on.begin();
    const old = await on.start({ clusterId: 'a' });
    await on.ended(old.id);
    const untold = await on.start({ clusterId: 'a' });
    await on.ended(untold.id);
    const recent = await on.start({ clusterId: 'a' });
    await on.ended(recent.id);
    await on.runner.stop();
    const waiting = await on.start({ clusterId: 'a' });
    const finish = (id: string, row: object) =>
      on.knex('cloud_operations').where({ id }).update(row);
    const now = Date.now();
    await finish(old.id, { finished_at: now - 8 * day, told: 1 });
    await finish(untold.id, { finished_at: now - 8 * day, told: 0 });
    await finish(recent.id, { finished_at: now - 6 * day, told: 1 });
    await finish(waiting.id, { created_at: now - 8 * day });

    const queue = new WorkQueue(on.knex, {
      holder: 'other',
      leaseMs: 1_000,
      perRequester: 10,
      now: Date.now,
    });
    expect(await queue.forgetEndedBefore(now - 7 * day)).toBe(1);
    expect(await queue.forgetEndedBefore(now - 7 * day)).toBe(0);
    const left = (await on.rows()).map(({ id }) => id);
    expect(left).not.toContain(old.id);
    expect(left).toEqual(
      expect.arrayContaining([untold.id, recent.id, waiting.id]),
    );
  });
});
