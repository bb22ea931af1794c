import { engines } from '../database/__testUtils__/databases';
import { asInes, asJonas, asPaula, until } from './__testUtils__/startProcess';
import { useYard } from './__testUtils__/useYard';

describe.each(engines)(
  'the targets of an operation over many on %s',
  engine => {
    const on = useYard(engine);

    const many = (targets: string[], waves = {}) =>
      on.service.start('paint', { targets, waves }, asInes);

    it('are not waited for for ever while nobody knows whether they are there', async () => {
      on.begin();
      const ids = ['c0', 'c1', 'c2'];
      for (const each of ids) on.yard.add(each);
      on.yard.looks = Infinity;
      const { id } = await many(ids, { size: 1, maxFailures: 1 });
      await until(() => on.yard.works.size === 1);
      on.yard.unknownIds.add('c1');
      on.yard.looks = 0;
      await until(
        async () =>
          (
            await on.service.get(id, asInes)
          ).bulk!.targets[1].dueSince,
      );
      await on.runner.stop(false);
      const row = await on.knex('cloud_operations').where({ id }).first();
      const bulk = JSON.parse(row.bulk);
      bulk.targets[1].dueSince = new Date(
        Date.now() - 11 * 60_000,
      ).toISOString();
      await on
        .knex('cloud_operations')
        .where({ id })
        .update({
          bulk: JSON.stringify(bulk),
          lease_owner: null,
          lease_until: 1,
        });
      on.begin();
      const ended = await on.ended(id);
      expect(ended).toMatchObject({
        state: 'failed',
        outcome: '2 of 3 succeeded. Failed: C1.',
      });
      expect(ended.bulk!.targets[1]).toMatchObject({
        state: 'failed',
        message:
          'It could not be begun within 10 minutes. Rancher does not answer.',
      });
    });

    it('are not taken for done because of something else that bears the key of a part', async () => {
      on.begin();
      on.yard.looks = Infinity;
      for (const each of ['c0', 'c1', 'c2']) on.yard.add(each);
      const { id } = await many(['c0', 'c1'], { size: 1, maxFailures: 1 });
      await until(() => on.yard.works.size === 1);
      const forged = await on.start({ clusterId: 'c2' }, asInes, 'paint', {
        idempotencyKey: `${id}:c1`,
      });
      on.yard.looks = 0;
      const { bulk, state } = await on.ended(id);
      expect(state).toBe('failed');
      expect(bulk!.targets).toMatchObject([
        { state: 'succeeded' },
        { state: 'failed', message: expect.stringContaining(forged.id) },
      ]);
    });

    it('are left alone when something else has taken their place', async () => {
      on.begin({ idle: true });
      on.yard.add('c0', {}, 'uid-1');
      on.yard.add('c1', {}, 'uid-2');
      const { id } = await many(['c0', 'c1']);
      on.yard.add('c1', {}, 'uid-3');
      on.runner.start();
      const { bulk } = await on.ended(id);
      expect(bulk!.targets).toMatchObject([
        { state: 'succeeded' },
        {
          state: 'failed',
          message: expect.stringMatching(/^There is another C1 now/),
        },
      ]);
      expect(on.yard.made).toHaveLength(1);
    });

    it('are all seen by who may see each of them, and by others in part', async () => {
      on.yard.looks = 0;
      const { people } = on.begin();
      const { id } = await many(['a', 'prod']);
      await on.ended(id);
      const seenBy = async (as: typeof asInes, query = {}) => {
        const { items, total, facets } = await on.service.list(query, as);
        expect(total).toBe(items.length);
        expect(facets.state).toEqual([{ value: 'succeeded', count: total }]);
        return items.map(({ target }) => target.title).sort();
      };
      expect(await seenBy(asInes)).toEqual(['2 clusters']);
      // one of them has another owner from now on
      const strangers = ['group:default/payments'];
      on.yard.add('prod', { owners: strangers, readers: strangers });
      people.groups['user:default/jonas'] = strangers;
      await until(async () => (await seenBy(asInes))[0] === 'A');
      expect(await seenBy(asInes)).toEqual(['A']);
      expect(await seenBy(asJonas)).toEqual(['PROD']);
      expect(await seenBy(asPaula)).toEqual(['2 clusters']);
      await expect(on.service.get(id, asInes)).rejects.toThrow('no operation');
    }, 20_000);
  },
);
