import { engines } from '../database/__testUtils__/databases';
import { asInes, until } from './__testUtils__/startProcess';
import { useYard } from './__testUtils__/useYard';
import { WorkQueue } from './journal/WorkQueue';

const daysAgo = (days: number) => Date.now() - days * 86_400_000;

describe.each(engines)('a journal on %s', engine => {
  const on = useYard(engine);

  const forget = () =>
    new WorkQueue(on.knex, {
      holder: 'other',
      leaseMs: 1_000,
      perRequester: 10,
      now: Date.now,
    }).forgetEndedBefore(daysAgo(7));
  const change = (id: string, row: object) =>
    on.knex('cloud_operations').where({ id }).update(row);
  const ids = async () => (await on.rows()).map(({ id }) => id);
  const told = (id: string) =>
    until(async () =>
      (await on.rows()).some(row => row.id === id && row.told === 1),
    );

  it('forgets what ended long ago, and nothing else', async () => {
    on.begin();
    const old = await on.start({ clusterId: 'a' });
    await on.ended(old.id);
    const untold = await on.start({ clusterId: 'a' });
    await on.ended(untold.id);
    const recent = await on.start({ clusterId: 'a' });
    await on.ended(recent.id);
    for (const { id } of [old, untold, recent]) await told(id);
    await on.runner.stop();
    const waiting = await on.start({ clusterId: 'a' });
    await change(old.id, { finished_at: daysAgo(8), told: 1 });
    await change(untold.id, { finished_at: daysAgo(8), told: 0 });
    await change(recent.id, { finished_at: daysAgo(6), told: 1 });
    await change(waiting.id, { created_at: daysAgo(8) });

    expect(await forget()).toBe(1);
    expect(await forget()).toBe(0);
    const left = await ids();
    expect(left).not.toContain(old.id);
    expect(left).toEqual(
      expect.arrayContaining([untold.id, recent.id, waiting.id]),
    );
  });

  it('forgets by itself', async () => {
    on.begin({ operations: { keptDays: 7 }, pace: { forgetMs: 30 } });
    const old = await on.start({ clusterId: 'a' });
    const recent = await on.start({ clusterId: 'prod' });
    for (const { id } of [old, recent]) {
      await on.ended(id);
      await told(id);
    }
    await change(recent.id, { finished_at: daysAgo(6) });
    await change(old.id, { finished_at: daysAgo(8) });
    await until(async () => !(await ids()).includes(old.id));
    expect(await ids()).toEqual([recent.id]);
  });

  it('keeps what was done for many as long as what was asked for', async () => {
    on.begin();
    const { id } = await on.service.start(
      'paint',
      { targets: ['a', 'prod'], waves: { size: 1, pauseSeconds: 3600 } },
      asInes,
    );
    const done = await until(async () =>
      (await on.rows()).find(row => row.parent_id === id && row.told === 1),
    );
    await on.runner.stop();
    await change(done.id, { finished_at: daysAgo(9) });
    expect(await forget()).toBe(0);

    const ended = { state: 'succeeded', lock_key: null, told: 1 };
    await change(id, { ...ended, finished_at: daysAgo(6) });
    expect(await forget()).toBe(0);
    expect(await ids()).toEqual(expect.arrayContaining([id, done.id]));

    await change(id, { finished_at: daysAgo(8) });
    expect(await forget()).toBe(2);
    expect(await ids()).toEqual([]);
  });
});
