import { randomUUID } from 'node:crypto';
import { engines } from '../database/__testUtils__/databases';
import { asInes, asJonas, asOmar } from './__testUtils__/startProcess';
import { useYard } from './__testUtils__/useYard';

describe.each(engines)('one person with very many operations on %s', engine => {
  const on = useYard(engine);

  it('does not keep others waiting', async () => {
    on.yard.looks = 0;
    on.begin({ idle: true });
    await on.start({ clusterId: 'a' }, asOmar);
    const [row] = await on.rows();
    const rows = Array.from({ length: 10_000 }, (_, nth) => ({
      ...row,
      id: randomUUID(),
      lock_key: `lock-${nth}`,
      created_at: 1,
      idempotency_key: null,
    }));
    await on.knex.batchInsert('cloud_operations', rows, 200);
    const { id } = await on.start({ clusterId: 'pay' }, asJonas);
    const began = Date.now();
    on.runner.start();
    expect((await on.ended(id, asJonas)).state).toBe('succeeded');
    expect(Date.now() - began).toBeLessThan(3_000);
    const { facets } = await on.service.list({}, asInes);
    const queued = facets.state.find(({ value }) => value === 'queued');
    expect(queued!.count).toBeGreaterThan(5_000);
  }, 60_000);

  it('does not keep others waiting either while an upstream does not answer', async () => {
    on.begin({ pace: { calls: 8 } });
    const ids = Array.from({ length: 8 }, (_, nth) => `dead-${nth}`);
    for (const id of ids) {
      on.yard.add(id);
      on.yard.stuck.add(id);
      await on.start({ clusterId: id });
    }
    on.yard.looks = 0;
    const { id } = await on.start({ clusterId: 'pay' }, asJonas);
    expect((await on.ended(id, asJonas)).state).toBe('succeeded');
  });

  it('is refused more than is good for all, with a sentence', async () => {
    on.begin({ idle: true, operations: { perRequester: 3 } });
    const ids = ['b', 'c', 'd', 'e', 'f', 'g'];
    ids.forEach(id => on.yard.add(id));
    const asked = await Promise.allSettled(
      ids.map(clusterId => on.start({ clusterId })),
    );
    const refusals = asked.flatMap(each =>
      each.status === 'rejected' ? [each.reason] : [],
    );
    expect(refusals).toHaveLength(3);
    expect(refusals[0]).toMatchObject({
      statusCode: 429,
      message: expect.stringContaining(
        'You have 3 operations that have not ended',
      ),
    });
    expect((await on.start({ clusterId: 'pay' }, asJonas)).state).toBe(
      'queued',
    );
    const mine = await on.service.list({ state: ['queued'] }, asInes);
    await on.service.cancel(mine.items[0].id, asInes);
    await on.start({ clusterId: 'a' });
  });
});
