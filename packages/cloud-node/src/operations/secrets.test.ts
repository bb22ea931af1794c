import type { Operation } from '@flytower/cloud-common/operations';
import { engines } from '../database/__testUtils__/databases';
import { asInes, until } from './__testUtils__/startProcess';
import { useYard } from './__testUtils__/useYard';
import { Sealer } from './journal/Sealer';

describe.each(engines)('what operations must not tell on %s', engine => {
  const on = useYard(engine);

  describe('what is secret', () => {
    const secret = 'hunter2-and-more';

    it('reaches upstream, and nothing else', async () => {
      on.yard.looks = 3;
      const { audited, logger, notifications } = on.begin({ idle: true });
      const refused: Error = await on
        .start({
          clusterId: 'a',
          size: 10,
          password: secret,
        })
        .catch(error => error);
      const told: Operation[] = [
        await on.start({ clusterId: 'a', password: secret }, asInes, 'paint', {
          reason: `with ${secret}`,
        }),
      ];
      const everything = [JSON.stringify(await on.rows())];
      on.runner.start();
      told.push(await on.ended(told[0].id));
      on.yard.refusal = new Error(`Bearer ${secret}: "${secret}" is wrong`);
      const failing = await on.start({ clusterId: 'a', password: secret });
      told.push(await on.ended(failing.id));
      await until(() => audited.length >= 5);
      everything.push(
        JSON.stringify([
          told,
          audited,
          await on.rows(),
          logger,
          notifications.send.mock.calls,
        ]),
        `${refused.message}${refused.stack}`,
      );
      expect(on.yard.seenSecrets).toContain(secret);
      for (const text of everything) expect(text).not.toContain(secret);
      expect(told[0].input).toEqual({
        clusterId: 'a',
        size: 1,
        password: '***',
      });
      expect((await on.rows()).map(({ sealed }) => sealed)).toEqual([
        null,
        null,
      ]);
    });

    it('is known to whoever takes it over as what is not to be written', async () => {
      on.yard.looks = Infinity;
      on.begin();
      const { id } = await on.start({ clusterId: 'a', password: secret });
      await until(() => on.yard.works.get(id)?.looks);
      on.runner.stop(false);
      await on
        .knex('cloud_operations')
        .where({ id })
        .update({ lease_until: 1 });
      on.yard.broken = new Error(`"${secret}" is wrong`);
      on.begin();
      const stuck = await until(async () => {
        const operation = await on.service.get(id, asInes);
        return operation.trouble && operation;
      });
      expect(stuck).toMatchObject({ trouble: '"***" is wrong' });
      on.yard.broken = undefined;
      on.yard.looks = 0;
      await on.ended(id);
      const [{ sealed }] = await on.rows();
      expect(sealed).toBeNull();
    });

    it('is not what is empty, which is handed on as it is', async () => {
      on.begin({ sealer: new Sealer(undefined) });
      const { id } = await on.start({ clusterId: 'a', password: '' });
      expect((await on.ended(id)).input).toMatchObject({ password: '' });
      expect(on.yard.seenSecrets).toEqual(['']);
    });

    it('is not taken at all without a key to keep it under', async () => {
      on.begin({ sealer: new Sealer(undefined) });
      await expect(
        on.start({ clusterId: 'a', password: secret }),
      ).rejects.toThrow('cloud.operations.sealingKey');
      expect((await on.start({ clusterId: 'a' })).state).toBe('queued');
    });
  });

  it('writes no line that somebody made up into log, audit or journal', async () => {
    const { audited } = on.begin();
    const forged = 'tidy\n2026-01-01 admin logged in\u2028\u001b[31mred';
    const { id, reason } = await on.start({ clusterId: 'a' }, asInes, 'paint', {
      reason: forged,
    });
    expect(reason).toBe('tidy 2026-01-01 admin logged in [31mred');
    await on.ended(id);
    await expect(on.start({ clusterId: 'a\nb' })).rejects.toThrow(
      'There is no "a b"',
    );
    expect(JSON.stringify(audited)).not.toMatch(/\\n|\\u2028|\\u001b/);
  });
});
