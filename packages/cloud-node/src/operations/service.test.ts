import { mockCredentials } from '@backstage/backend-test-utils';
import { engines } from '../database/__testUtils__/databases';
import { asInes, asJonas, asOmar, until } from './__testUtils__/startProcess';
import { useYard } from './__testUtils__/useYard';
import { finalRefusal } from './__testUtils__/Yard';

describe.each(engines)('an operation on %s', engine => {
  const on = useYard(engine);

  describe('from request to end', () => {
    it('keeps who, what and why, with steps and their times', async () => {
      const { audited, notifications } = on.begin();
      const { id, state } = await on.start(
        { clusterId: 'a', size: 2 },
        asInes,
        'paint',
        { reason: 'It is grey' },
      );
      expect(state).toBe('queued');
      const operation = await on.ended(id);
      expect(operation).toMatchObject({
        plugin: 'yard',
        requester: 'user:default/ines',
        reason: 'It is grey',
        state: 'succeeded',
        input: { clusterId: 'a', size: 2 },
        upstream: { work: id, requestIds: `audit-${id}` },
        outcome: 'It is done',
        allowedActions: [],
        steps: [
          {
            name: 'Work',
            state: 'done',
            startedAt: expect.any(String),
            finishedAt: expect.any(String),
          },
        ],
      });
      await until(
        () =>
          audited.length === 2 && notifications.send.mock.calls.length === 1,
      );
      expect(audited).toMatchObject([
        {
          eventId: 'operation-request',
          end: 'success',
          meta: {
            actor: 'user:default/ines',
            targetId: 'a',
            reason: 'It is grey',
          },
        },
        {
          eventId: 'operation-end',
          end: 'success',
          meta: {
            operationId: id,
            outcome: 'It is done',
            upstream: expect.stringContaining(`audit-${id}`),
          },
        },
      ]);
      expect(notifications.send).toHaveBeenCalledWith({
        recipients: { type: 'entity', entityRef: ['user:default/ines'] },
        payload: expect.objectContaining({
          title: 'Paint on A is done',
          link: `/cloud/operations/yard/${id}`,
        }),
      });
    });

    it('waits while upstream is gone and says so, and goes on by itself', async () => {
      on.yard.looks = Infinity;
      on.begin();
      const { id } = await on.start({ clusterId: 'a' });
      await until(() => on.yard.works.get(id)?.looks);
      on.yard.broken = new Error('no answer\nfrom upstream');
      const stuck = await until(async () => {
        const operation = await on.service.get(id, asInes);
        return operation.trouble && operation;
      });
      expect(stuck).toMatchObject({
        state: 'running',
        trouble: 'no answer from upstream',
      });
      on.yard.broken = undefined;
      on.yard.looks = 1;
      expect(await on.ended(id)).toMatchObject({
        state: 'succeeded',
        trouble: undefined,
      });
      expect(on.yard.made).toEqual([id]);
    });

    it('fails by its deadline only, and says what to do', async () => {
      on.begin();
      const { id } = await on.start({ clusterId: 'a' });
      on.yard.looks = Infinity;
      await until(() => on.yard.works.get(id)?.looks);
      on.yard.broken = new Error('gone');
      await until(async () => (await on.service.get(id, asInes)).trouble);
      await on
        .knex('cloud_operations')
        .where({ id })
        .update({ deadline_at: 1 });
      on.runner.stop(false);
      on.begin();
      const { state, outcome } = await on.ended(id);
      expect(state).toBe('failed');
      expect(outcome).toBe(
        `It did not finish within 10 minutes. At the end: gone. Look for work ${id} upstream. Once the cause is gone, see whether it came about after all, and start it again if not.`,
      );
    });

    it('says that nothing was sent when it could not even be begun', async () => {
      on.begin({ idle: true });
      const { id } = await on.start({ clusterId: 'a' });
      on.yard.broken = new Error('no answer');
      await on
        .knex('cloud_operations')
        .where({ id })
        .update({ deadline_at: 1 });
      on.runner.start();
      expect(await on.ended(id)).toMatchObject({
        state: 'failed',
        outcome:
          'It could not be begun within 10 minutes, and nothing was sent. At the end: no answer. Once the cause is gone, start it again.',
      });
      expect(on.yard.made).toEqual([]);
    });

    it('leaves alone what took the place of its target while the portal was away', async () => {
      on.begin({ idle: true });
      on.yard.add('a', {}, 'uid-1');
      const { id } = await on.start({ clusterId: 'a' });
      // died between what it asked upstream for and the answer
      await on.knex('cloud_operations').where({ id }).update({
        state: 'running',
        started_at: Date.now(),
        lease_until: 1,
      });
      on.yard.add('a', {}, 'uid-2');
      on.runner.start();
      expect((await on.ended(id)).outcome).toMatch(/^There is another A now/);
      expect(on.yard.made).toEqual([]);
    });

    it('fails at once when upstream will never take it', async () => {
      on.begin();
      on.yard.refusal = finalRefusal();
      const { id } = await on.start({ clusterId: 'a' });
      expect(await on.ended(id)).toMatchObject({
        state: 'failed',
        outcome: 'Upstream does not want it',
      });
    });

    it('refuses what is blocked, what is of the wrong shape, and what nobody knows', async () => {
      on.begin();
      await expect(on.start({ clusterId: 'a', size: 10 })).rejects.toThrow(
        'a is too small for 10',
      );
      await expect(on.start({ clusterId: 'a', colour: 1 })).rejects.toThrow(
        'colour',
      );
      await expect(on.start({})).rejects.toThrow('"clusterId"');
      await expect(
        on.start({ clusterId: 'a' }, asInes, 'raise'),
      ).rejects.toThrow('no operation "raise"');
      await expect(
        on.service.start(
          'paint',
          {
            input: { clusterId: 'a' },
            onBehalfOf: 'user:default/paula',
          } as object,
          asInes,
        ),
      ).rejects.toThrow('onBehalfOf');
      expect(await on.rows()).toEqual([]);
    });

    it('offers only targets on which the asker may do it', async () => {
      on.begin();
      on.yard.add('b', { owners: ['group:default/payments'] });
      const { fields } = await on.service.choices('paint', {}, asInes);
      expect(fields.clusterId.map(({ value }) => value)).toEqual(['a']);
      await expect(
        on.service.choices('paint', { input: { clusterId: 'pay' } }, asInes),
      ).rejects.toThrow('There is no "pay"');
    });
  });

  describe('a cancellation', () => {
    it('stops what runs, where that can be done, and it stays so', async () => {
      on.yard.looks = Infinity;
      on.begin();
      const { id } = await on.start({ clusterId: 'a' });
      await until(() => on.yard.works.get(id)?.looks);
      await on.service.cancel(id, asOmar);
      const operation = await on.ended(id);
      expect(operation.state).toBe('cancelled');
      expect(on.yard.works.get(id)?.stopped).toBe(true);
      await expect(on.service.cancel(id, asInes)).rejects.toThrow(
        'cannot become cancelled',
      );
      const razing = await on.start({ clusterId: 'a' }, asInes, 'raze');
      await until(() => on.yard.works.get(razing.id)?.looks);
      await expect(on.service.cancel(razing.id, asInes)).rejects.toThrow(
        'cannot be stopped once it is running',
      );
    });

    it('is written down with whoever asked for it, and not as done by whom it was done to', async () => {
      on.yard.looks = Infinity;
      const { audited } = on.begin();
      const { id } = await on.start({ clusterId: 'a' });
      await until(() => on.yard.works.get(id)?.looks);
      await on.service.cancel(id, asOmar);
      expect(await on.ended(id)).toMatchObject({
        outcome: expect.stringContaining(
          'omar cancelled it while it was running',
        ),
      });
      const cancelled = audited.find(
        ({ eventId }) => eventId === 'operation-cancel',
      );
      expect(cancelled).toMatchObject({
        end: 'success',
        meta: {
          actor: 'user:default/omar',
          requester: 'user:default/ines',
          operationId: id,
        },
      });
    });

    it('is written down also when it is refused, or of nothing that there is', async () => {
      const { audited } = on.begin({ idle: true });
      const { id } = await on.start({ clusterId: 'pay' }, asJonas);
      const asNobody = { credentials: mockCredentials.service('plugin:robot') };
      const look = (verb: 'precheck' | 'choices', clusterId: string) =>
        on.service[verb]('paint', { input: { clusterId } }, asInes);
      await look('precheck', 'a');
      await look('choices', 'a');
      for (const act of [
        () => on.service.cancel(id, asInes),
        () => on.service.approve('no-such', {}, asInes),
        () => on.service.reject(id, {}, asNobody),
        () => on.service.start('paint', { input: {} }, asNobody),
        () => on.service.start('no-such', { input: {} }, asInes),
        () => look('precheck', 'pay'),
        () => look('choices', 'no-such'),
      ]) {
        await expect(act()).rejects.toThrow();
      }
      expect(
        audited
          .filter(({ end }) => end !== 'success')
          .map(({ eventId, meta }) => [
            eventId,
            meta.actor,
            meta.kind,
            meta.targetId,
            meta.requester,
          ]),
      ).toEqual([
        [
          'operation-cancel',
          'user:default/ines',
          'paint',
          'pay',
          'user:default/jonas',
        ],
        [
          'operation-approve',
          'user:default/ines',
          undefined,
          undefined,
          undefined,
        ],
        [
          'operation-reject',
          'plugin:robot',
          'paint',
          'pay',
          'user:default/jonas',
        ],
        ['operation-request', 'plugin:robot', 'paint', undefined, undefined],
        [
          'operation-request',
          'user:default/ines',
          'no-such',
          undefined,
          undefined,
        ],
        ['operation-precheck', 'user:default/ines', 'paint', 'pay', undefined],
        [
          'operation-choices',
          'user:default/ines',
          'paint',
          'no-such',
          undefined,
        ],
      ]);
    });

    it('comes before anything is sent', async () => {
      on.begin({ idle: true });
      const { id } = await on.start({ clusterId: 'a' });
      await on.service.cancel(id, asInes);
      on.runner.start();
      await new Promise(resolve => setTimeout(resolve, 100));
      expect(await on.service.get(id, asInes)).toMatchObject({
        state: 'cancelled',
        outcome: 'ines cancelled it before anything was sent.',
      });
      expect(on.yard.made).toEqual([]);
    });
  });
});
