import { mockCredentials } from '@backstage/backend-test-utils';
import { engines } from '../database/__testUtils__/databases';
import {
  asInes,
  asJonas,
  asOmar,
  asPaula,
  until,
} from './__testUtils__/startProcess';
import { useYard } from './__testUtils__/useYard';

describe.each(engines)('who decides about an operation on %s', engine => {
  const on = useYard(engine);

  describe('who may', () => {
    it('is answered alike for one, for lists, for totals and for facets', async () => {
      on.begin();
      const { id } = await on.start({ clusterId: 'pay' }, asJonas);
      await on.start({ clusterId: 'a' });
      await expect(on.service.get(id, asInes)).rejects.toThrow(
        'There is no operation',
      );
      await expect(on.start({ clusterId: 'pay' })).rejects.toThrow(
        'There is no "pay" that you may see',
      );
      await expect(on.service.cancel(id, asInes)).rejects.toThrow(
        'There is no operation',
      );
      const mine = await on.service.list({}, asInes);
      expect(mine).toMatchObject({
        total: 1,
        items: [{ target: { id: 'a' } }],
        facets: {
          requester: [{ value: 'user:default/ines', count: 1 }],
          kind: [{ value: 'paint', count: 1 }],
        },
      });
      expect((await on.service.list({ search: 'jonas' }, asInes)).total).toBe(
        0,
      );
      expect((await on.service.list({ targetId: ['pay'] }, asInes)).total).toBe(
        0,
      );
      const all = await on.service.list(
        { search: 'paint', sort: 'createdAt', limit: 1 },
        asPaula,
      );
      expect(all).toMatchObject({ total: 2, items: [{ target: { id: 'a' } }] });
    });

    it('is answered anew to those who asked for it, and as before while nobody knows', async () => {
      const { people } = on.begin({ idle: true });
      const key = { idempotencyKey: 'mine' };
      const again = () => on.start({ clusterId: 'a' }, asInes, 'paint', key);
      const { id } = await again();
      const seen = async () =>
        (await on.service.list({}, asInes)).items.map(one => one.id);
      expect(await seen()).toEqual([id]);
      const groups = people.groups['user:default/ines'];
      people.groups['user:default/ines'] = [];
      expect(await seen()).toEqual([]);
      await expect(on.service.get(id, asInes)).rejects.toThrow(
        'There is no operation',
      );
      await expect(on.service.cancel(id, asInes)).rejects.toThrow(
        'There is no operation',
      );
      await expect(again()).rejects.toThrow('There is no operation');
      people.groups['user:default/ines'] = groups;

      const { find } = on.yard.source;
      on.yard.source.find = async () => {
        throw new Error('It is not read yet');
      };
      // whoever has just begun knows nothing of before
      on.begin({ idle: true });
      expect(await seen()).toEqual([id]);
      expect(await on.service.get(id, asInes)).toMatchObject({ id });
      expect((await on.service.list({}, asOmar)).total).toBe(0);
      on.yard.source.find = find;
    });

    it('is answered at once also about what nothing was done to before', async () => {
      on.begin({ idle: true });
      const { id: first } = await on.start({ clusterId: 'a' });
      const listed = async () =>
        (await on.service.list({}, asOmar)).items.map(({ id }) => id);
      expect(await listed()).toEqual([first]);
      on.yard.add('b');
      const { id } = await on.start({ clusterId: 'b' });
      expect((await listed()).sort()).toEqual([first, id].sort());
    });

    it('counts as it was when the target is gone, and as it is while it is there', async () => {
      on.begin();
      const { id } = await on.start({ clusterId: 'a' });
      await on.ended(id);
      on.yard.clusters.delete('a');
      expect(await on.service.get(id, asOmar)).toMatchObject({ id });
      on.yard.add('a', { readers: [], owners: [] });
      await expect(on.service.get(id, asOmar)).rejects.toThrow(
        'There is no operation',
      );
    });

    it('is asked once more before anything is sent', async () => {
      const { people } = on.begin({ idle: true });
      const { id } = await on.start({ clusterId: 'a' });
      people.groups['user:default/ines'] = [];
      on.runner.start();
      expect(await on.ended(id, asPaula)).toMatchObject({
        state: 'failed',
        outcome:
          'user:default/ines asked for it, and may not do this with A any more',
      });
      expect(on.yard.made).toEqual([]);
    });

    it('is a person: a plugin does not ask in its own name', async () => {
      on.begin();
      const service = {
        credentials: mockCredentials.service('plugin:scaffolder'),
      };
      await expect(on.start({ clusterId: 'a' }, service)).rejects.toThrow(
        'by people',
      );
    });

    it('reads policy where the portal starts it itself', async () => {
      const { notifications } = on.begin();
      const { id } = await on.startForPolicy('node-not-ready', 'paint', {
        input: { clusterId: 'pay' },
        findingId: 'f',
      });
      expect(await on.ended(id, asJonas)).toMatchObject({
        state: 'succeeded',
        requester: 'policy:node-not-ready',
        findingId: 'f',
      });
      expect(notifications.send).not.toHaveBeenCalled();
    });

    it('tells the owners of what the portal began by itself when it did not work', async () => {
      on.yard.cursed.add('pay');
      const { notifications } = on.begin();
      const { id } = await on.startForPolicy('node-not-ready', 'paint', {
        input: { clusterId: 'pay' },
        findingId: 'f',
      });
      await on.ended(id, asJonas);
      await until(() => notifications.send.mock.calls.length > 0);
      expect(notifications.send.mock.calls).toMatchObject([
        [
          {
            recipients: {
              type: 'entity',
              entityRef: ['group:default/payments'],
            },
            payload: {
              title: 'Paint on PAY has failed',
              description: 'It is cursed',
              severity: 'high',
            },
          },
        ],
      ]);
    });
  });

  describe('an approval', () => {
    const ask = () => on.start({ clusterId: 'prod' }, asInes, 'raze');

    it('is asked of the owners, given by somebody else, and kept', async () => {
      const { notifications } = on.begin();
      expect(
        await on.service.precheck(
          'raze',
          { input: { clusterId: 'prod' } },
          asInes,
        ),
      ).toEqual({ problems: [], risk: 'destructive', needsApproval: true });
      const { id, state, approval, allowedActions } = await ask();
      expect({ state, allowedActions }).toEqual({
        state: 'waiting-approval',
        allowedActions: ['cancel'],
      });
      expect(Date.parse(approval!.expiresAt)).toBeGreaterThan(Date.now());
      await until(() => notifications.send.mock.calls.length > 0);
      expect(notifications.send).toHaveBeenCalledWith({
        recipients: {
          type: 'entity',
          entityRef: ['group:default/checkout', 'group:default/platform'],
          excludeEntityRef: 'user:default/ines',
        },
        payload: expect.objectContaining({
          link: `/cloud/operations/yard/${id}`,
        }),
      });
      expect((await on.service.get(id, asOmar)).allowedActions).toEqual([
        'cancel',
        'approve',
        'reject',
      ]);
      await on.service.approve(id, { comment: 'go' }, asOmar);
      expect(await on.ended(id)).toMatchObject({
        state: 'succeeded',
        approval: {
          approver: 'user:default/omar',
          comment: 'go',
          decidedAt: expect.any(String),
        },
      });
    });

    it('is one message for all that somebody asks for at the same time', async () => {
      const clusters = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'];
      for (const id of clusters) on.yard.add(id, { environment: 'production' });
      const { notifications, stop } = on.begin({ gatherMs: 60_000 });
      await Promise.all(
        clusters.map(clusterId => on.start({ clusterId }, asInes, 'raze')),
      );
      await stop();
      expect(notifications.send).toHaveBeenCalledTimes(1);
      const [[{ recipients, payload }]] = notifications.send.mock.calls;
      expect(recipients).toMatchObject({
        excludeEntityRef: 'user:default/ines',
      });
      expect(payload).toMatchObject({
        title: '7 approvals wanted',
        link: '/cloud/approvals',
      });
      expect(payload.description).toMatch(
        /^user:default\/ines asks for them:\n(Raze on P\d\n){5}and 2 more$/,
      );
    });

    it('is asked for once, though it was asked twice at the same time', async () => {
      on.begin();
      const asked = await Promise.all([ask(), ask(), ask()]);
      expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
      expect(await on.rows()).toHaveLength(1);
    });

    it("is never one's own, also in the platform team, and never a stranger's", async () => {
      on.begin();
      const { id } = await ask();
      await expect(on.service.approve(id, {}, asInes)).rejects.toThrow(
        'You asked for this yourself',
      );
      await expect(on.service.approve(id, {}, asJonas)).rejects.toThrow(
        'There is no operation',
      );
      const own = await on.start(
        { clusterId: 'prod', size: 3 },
        asPaula,
        'raze',
      );
      await expect(on.service.approve(own.id, {}, asPaula)).rejects.toThrow(
        'You asked for this yourself',
      );
      on.yard.add('prod', { environment: 'production', owners: [] });
      await expect(on.service.approve(id, {}, asOmar)).rejects.toThrow(
        'but not decide about it',
      );
      expect(on.yard.made).toEqual([]);
    });

    it('cannot change what was asked for', async () => {
      on.begin();
      const { id, input } = await ask();
      await expect(
        on.service.approve(id, { input: { clusterId: 'a' } } as object, asOmar),
      ).rejects.toThrow('input');
      expect((await on.service.get(id, asInes)).state).toBe('waiting-approval');
      await on.service.approve(id, {}, asOmar);
      expect((await on.ended(id)).input).toEqual(input);
      expect([...on.yard.works.values()].map(({ target }) => target)).toEqual([
        'prod',
      ]);
      await expect(on.service.approve(id, {}, asOmar)).rejects.toThrow(
        'is succeeded already',
      );
    });

    it('is checked again before anything is sent', async () => {
      const { people } = on.begin({ idle: true });
      const { id } = await ask();
      await on.service.approve(id, {}, asOmar);
      people.groups['user:default/omar'] = [];
      on.runner.start();
      expect((await on.ended(id)).outcome).toContain(
        'user:default/omar agreed to it, and may not',
      );
      expect(on.yard.made).toEqual([]);
    });

    it('is not for what takes its place, with the same name', async () => {
      on.begin({ idle: true });
      on.yard.add('prod', { environment: 'production' }, 'uid-1');
      const { id } = await ask();
      await on.service.approve(id, {}, asOmar);
      on.yard.add('prod', { environment: 'production' }, 'uid-2');
      on.runner.start();
      expect(await on.ended(id)).toMatchObject({
        state: 'failed',
        outcome:
          'There is another PROD now than the one that this was asked for; it was left alone',
      });
      expect(on.yard.made).toEqual([]);
    });

    it('is needed also for what has become production meanwhile', async () => {
      on.begin({ idle: true });
      const { id, state } = await on.start({ clusterId: 'a' }, asInes, 'raze');
      expect(state).toBe('queued');
      on.yard.add('a', { environment: 'production' });
      on.runner.start();
      expect(await on.ended(id)).toMatchObject({
        state: 'failed',
        outcome:
          'By now somebody else has to agree to this on A, which is production; ask for it again',
      });
      expect(on.yard.made).toEqual([]);
    });

    it('ends with a no, by itself, or with the request', async () => {
      on.begin();
      const rejected = await ask();
      await on.service.reject(rejected.id, { comment: 'not today' }, asOmar);
      expect(await on.ended(rejected.id)).toMatchObject({
        state: 'rejected',
        outcome: 'omar did not agree. not today.',
      });
      const late = await ask();
      await on
        .knex('cloud_operations')
        .where({ id: late.id })
        .update({ expires_at: 1 });
      expect(await on.ended(late.id)).toMatchObject({
        state: 'cancelled',
        outcome: expect.stringContaining('Nobody agreed'),
      });
      const taken = await ask();
      await on.service.cancel(taken.id, asInes);
      await expect(on.service.approve(taken.id, {}, asOmar)).rejects.toThrow(
        'is cancelled already',
      );
      expect(on.yard.made).toEqual([]);
    });

    it('leads nowhere while the same is being done', async () => {
      on.yard.looks = Infinity;
      on.begin({
        operations: {
          approvals: [{ risk: 'destructive', environments: ['production'] }],
        },
      });
      const first = await ask();
      const second = await on.start(
        { clusterId: 'prod', size: 2 },
        asInes,
        'raze',
      );
      expect((await ask()).id).toBe(first.id);
      await on.service.approve(first.id, {}, asOmar);
      await expect(on.service.approve(second.id, {}, asOmar)).rejects.toThrow(
        first.id,
      );
    });
  });
});
