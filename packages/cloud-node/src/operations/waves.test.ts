import type { Operation } from '@flytower/cloud-common/operations';
import { engines } from '../database/__testUtils__/databases';
import { asInes, asOmar, asPaula, until } from './__testUtils__/startProcess';
import { useYard } from './__testUtils__/useYard';

describe.each(engines)('an operation over many on %s', engine => {
  const on = useYard(engine);

  const many = (ids: string[], waves = {}, as = asInes) =>
    on.service.start('paint', { targets: ids, waves }, as);
  const add = (count: number) =>
    Array.from({ length: count }, (_, nth) => {
      on.yard.add(`c${nth}`);
      return `c${nth}`;
    });
  const states = ({ bulk }: Operation) => bulk!.targets.map(each => each.state);

  it('does it to 200 targets, wave by wave, with one row and one message for whoever asked', async () => {
    on.yard.looks = 0;
    const { notifications } = on.begin();
    const { id } = await many(add(200), { size: 50 });
    const operation = await on.ended(id);
    expect(operation).toMatchObject({
      state: 'succeeded',
      outcome: '200 of 200 succeeded.',
      target: { title: '200 clusters' },
    });
    expect(operation.bulk!.targets[199]).toMatchObject({
      wave: 3,
      state: 'succeeded',
    });
    expect(new Set(on.yard.made).size).toBe(200);
    expect(on.yard.made).toHaveLength(200);
    expect((await on.service.list({}, asInes)).total).toBe(1);
    const parts = await on.service.list({ bulkId: [id], limit: 500 }, asInes);
    expect(parts.total).toBe(200);
    await until(() => notifications.send.mock.calls.length > 0);
    await new Promise(resolve => setTimeout(resolve, 60));
    expect(notifications.send).toHaveBeenCalledTimes(1);
  }, 60_000);

  it('is not begun again in part once the whole has ended', async () => {
    on.begin();
    const { id } = await many(['a', 'prod']);
    await on.ended(id);
    const [part] = await on
      .knex('cloud_operations')
      .where({ parent_id: id, target_id: 'a' });
    // as if a process had made it that did not know yet
    await on.knex('cloud_operations').where({ id: part.id }).update({
      state: 'queued',
      follow: null,
      finished_at: null,
      lease_until: 0,
      told: 0,
    });
    expect(await on.ended(part.id)).toMatchObject({
      state: 'failed',
      outcome: 'The operation that it is a part of has ended',
    });
  });

  it('fails on what cannot be read any more only after the time that it may take', async () => {
    const clock = { ahead: 0 };
    on.begin({ clock, idle: true });
    const { id } = await on.service.start(
      'paint',
      { input: { password: 'hunter2' }, targets: ['a'] },
      asInes,
    );
    // as if the sealing key had been changed
    const [{ sealed }] = await on.rows();
    const broken = `${sealed.slice(0, -8)}AAAAAAA=`;
    await on.knex('cloud_operations').where({ id }).update({ sealed: broken });
    on.runner.start();
    await until(async () =>
      (
        await on.service.get(id, asInes)
      ).bulk?.targets.some(({ dueSince }) => dueSince),
    );
    clock.ahead = 11 * 60_000;
    expect((await on.ended(id)).bulk?.targets[0]).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('within 10 minutes'),
    });
  });

  it('finds its targets by a query, as the asker sees them', async () => {
    on.begin();
    const { id } = await on.service.start(
      'paint',
      { select: { owner: ['group:default/checkout'] } },
      asInes,
    );
    const { bulk } = await on.ended(id);
    expect(bulk!.targets.map(({ target }) => target.id)).toEqual(['a', 'prod']);
  });

  it('offers what is valid for some of them, and says for how many, to whoever may do it there', async () => {
    const select = { owner: ['group:default/checkout'] };
    expect(await on.service.choices('paint', { select }, asInes)).toEqual({
      fields: {
        size: [
          { value: 9, label: '9 litres', note: 'in stock' },
          { value: 1, label: '1 litres', note: 'for 1 of 2' },
          { value: 4, label: '4 litres', note: 'for 1 of 2' },
        ],
      },
    });
    const { fields } = await on.service.choices(
      'paint',
      { targets: ['a', 'pay'] },
      asInes,
    );
    expect(fields.size.map(({ value }) => value)).toEqual([1, 9]);
  });

  it('stops once too many have failed', async () => {
    on.yard.cursed.add('c1');
    on.begin();
    const { id } = await many(add(6), { size: 2 });
    const operation = await on.ended(id);
    expect(operation.state).toBe('failed');
    expect(operation.outcome).toContain(
      '1 failed and at most 0 may. 1 of 6 succeeded. Failed: C1. Not started: 4.',
    );
    expect(states(operation).slice(2)).toEqual([
      'skipped',
      'skipped',
      'skipped',
      'skipped',
    ]);
  });

  it('goes on while few have failed', async () => {
    on.yard.cursed.add('c1');
    on.begin();
    const { id } = await many(add(4), { size: 2, maxFailures: 1 });
    expect((await on.ended(id)).outcome).toBe('3 of 4 succeeded. Failed: C1.');
  });

  it('waits until the last wave is well again', async () => {
    on.begin();
    const ids = add(2);
    on.yard.clusters.get('c0')!.unhealthy = 'a node is not ready';
    const { id } = await many(ids, { size: 1 });
    await until(async () => {
      const { message } = await on.service.get(id, asInes);
      return message?.startsWith('Wave 2 waits: C0: a node is not ready.');
    });
    expect(on.yard.made).toHaveLength(1);
    on.yard.clusters.get('c0')!.unhealthy = undefined;
    expect((await on.ended(id)).state).toBe('succeeded');
  });

  it('says why it stopped also when whoever stopped it died right then', async () => {
    on.begin();
    const ids = add(2);
    on.yard.clusters.get('c0')!.unhealthy = 'a node is not ready';
    const { id } = await many(ids, { size: 1 });
    await until(async () => {
      const { message } = await on.service.get(id, asInes);
      return message?.startsWith('Wave 2 waits');
    });
    await on.runner.stop(false);
    const row = await on.knex('cloud_operations').where({ id }).first();
    const bulk = JSON.parse(row.bulk);
    bulk.targets[1].state = 'skipped';
    bulk.stopped = 'C0 did not become well';
    await on
      .knex('cloud_operations')
      .where({ id })
      .update({
        bulk: JSON.stringify(bulk),
        lease_owner: null,
        lease_until: 1,
      });
    on.begin();
    expect(await on.ended(id)).toMatchObject({
      state: 'failed',
      outcome: 'C0 did not become well. 1 of 2 succeeded. Not started: 1.',
    });
  });

  it('pauses between waves', async () => {
    on.begin();
    const { id } = await many(add(2), { size: 1, pauseSeconds: 1 });
    const { startedAt, finishedAt } = await on.ended(id);
    expect(Date.parse(finishedAt!) - Date.parse(startedAt!)).toBeGreaterThan(
      1000,
    );
  });

  it('cancels what has not started, and lets the rest end', async () => {
    on.yard.looks = Infinity;
    on.begin();
    const { id } = await many(add(4), { size: 2 });
    await until(() => on.yard.works.size === 2);
    await on.service.cancel(id, asInes);
    await until(
      async () => states(await on.service.get(id, asInes))[3] === 'skipped',
    );
    expect((await on.service.get(id, asInes)).message).toBe(
      'ines cancelled it; what has begun is followed to its end. 2 of 4 have ended.',
    );
    on.yard.looks = 0;
    const operation = await on.ended(id);
    expect(operation).toMatchObject({
      state: 'cancelled',
      outcome: 'ines cancelled it. 2 of 4 succeeded. Not started: 2.',
    });
    expect(on.yard.made).toHaveLength(2);
  });

  it('is one run when it is asked for twice, and refused under another key while it goes on', async () => {
    on.yard.looks = Infinity;
    on.begin();
    const ids = add(2);
    const both = await Promise.all([many(ids), many(ids)]);
    expect(both[0].id).toBe(both[1].id);
    expect((await many(ids)).id).toBe(both[0].id);
    await expect(
      on.service.start(
        'paint',
        { targets: ids, waves: {}, idempotencyKey: 'b' },
        asInes,
      ),
    ).rejects.toThrow(/is (about to start|running) on 2 clusters already/);
    on.yard.looks = 0;
    await on.ended(both[0].id);
    expect(on.yard.made).toHaveLength(2);
    expect((await many(ids)).id).not.toBe(both[0].id);
  });

  it('is refused as a whole, with a sentence for each that is blocked', async () => {
    on.begin();
    const refused: Error = await on.service
      .start('paint', { targets: add(25), input: { size: 10 } }, asInes)
      .catch(error => error);
    expect(refused.message).toContain('C0: c0 is too small for 10');
    expect(refused.message).toContain('And 5 more.');
    on.yard.add('SOLO');
    on.yard.blocked.add('SOLO');
    await expect(many(['SOLO'])).rejects.toThrow(/^SOLO cannot take it/);
    await expect(many(['a', 'pay'])).rejects.toThrow(
      'There is no cluster "pay" that you may see',
    );
    on.yard.add('seen', { owners: [] });
    await expect(many(['a', 'seen'])).rejects.toThrow(
      'You may not do this with it (cloud.cluster.paint): "seen". Leave',
    );
    expect(await on.rows()).toEqual([]);
  });

  it('leaves out what is blocked where that is asked for, and says why', async () => {
    on.yard.looks = 0;
    on.begin();
    const targets = ['small', ...add(3), 'tiny'];
    for (const id of ['small', 'tiny']) {
      on.yard.add(id, { environment: 'production' });
      on.yard.blocked.add(id);
    }
    const looked = await on.service.precheck('raze', { targets }, asInes);
    expect(looked.blocked?.map(({ id }) => id)).toEqual(['small', 'tiny']);
    expect(looked.targets?.map(({ id }) => id)).toEqual(targets);
    expect(looked.needsApproval).toBe(false);
    const { id } = await on.service.start(
      'raze',
      { targets, waves: { size: 2 }, skipBlocked: true },
      asInes,
    );
    const { bulk, ...operation } = await on.ended(id);
    expect(operation).toMatchObject({
      state: 'succeeded',
      outcome: '3 of 5 succeeded. Not started: 2.',
      target: { title: '3 clusters' },
    });
    expect(bulk!.targets.map(each => [each.wave, each.state])).toEqual([
      [0, 'skipped'],
      [0, 'succeeded'],
      [0, 'succeeded'],
      [1, 'succeeded'],
      [0, 'skipped'],
    ]);
    expect(bulk!.targets[0].message).toBe('small cannot take it.');
    expect(on.yard.made).toHaveLength(3);
  });

  it('leaves out what somebody else owns where that is asked for, and asks nothing about it', async () => {
    on.yard.looks = Infinity;
    on.begin();
    on.yard.add('seen', { owners: [], environment: 'production' });
    // what stands against it there is none of the asker's business
    on.yard.blocked.add('seen');
    const targets = ['a', 'seen'];
    const looked = await on.service.precheck('raze', { targets }, asInes);
    expect(looked).toMatchObject({
      needsApproval: false,
      blocked: [{ id: 'seen' }],
      problems: [
        { message: expect.stringMatching(/^SEEN: You may not do this/) },
      ],
    });
    const ask = (ids: string[]) =>
      on.service.start('raze', { targets: ids, skipBlocked: true }, asInes);
    await expect(ask(['seen'])).rejects.toThrow('You may not do this');
    await expect(ask(['a', 'pay'])).rejects.toThrow('There is no cluster');
    const { id, allowedActions } = await ask(targets);
    expect(allowedActions).toEqual(['cancel']);
    await until(() => on.yard.works.size > 0);
    const { bulk } = await on.service.cancel(id, asInes);
    expect(bulk!.targets[1]).toMatchObject({
      state: 'skipped',
      message: expect.stringContaining('You may not do this with it'),
    });
    expect(on.yard.made).toHaveLength(1);
  });

  it('is refused when all of it is blocked, whatever is left out, and one alone always', async () => {
    on.begin();
    on.yard.blocked.add('a');
    for (const request of [{ targets: ['a'] }, { input: { clusterId: 'a' } }]) {
      await expect(
        on.service.start('paint', { ...request, skipBlocked: true }, asInes),
      ).rejects.toThrow('a cannot take it');
    }
    expect(await on.rows()).toEqual([]);
  });

  it('says which of them somebody else is at', async () => {
    on.yard.looks = Infinity;
    on.begin();
    await on.start({ clusterId: 'a' }, asOmar);
    const { id } = await many(['a', 'prod']);
    const part = await until(async () => {
      const { bulk } = await on.service.get(id, asInes);
      return bulk!.targets[0].state === 'failed' && bulk!.targets[0];
    });
    expect(part.message).toContain('/cloud/operations/yard/');
  });

  it('is agreed to by somebody who may agree to each, and each is checked again', async () => {
    on.yard.looks = 0;
    const { people } = on.begin();
    on.yard.add('prod2', {
      environment: 'production',
      owners: ['group:default/search'],
    });
    const { id, state } = await on.service.start(
      'raze',
      { targets: ['prod', 'prod2'], waves: { size: 1, maxFailures: 5 } },
      asPaula,
    );
    expect(state).toBe('waiting-approval');
    await expect(on.service.approve(id, {}, asOmar)).rejects.toThrow(
      'but not decide',
    );
    people.groups['user:default/omar'].push('group:default/search');
    on.yard.clusters.get('prod')!.unhealthy = 'wait';
    await on.service.approve(id, {}, asOmar);
    await until(() => on.yard.made.length === 1);
    people.groups['user:default/omar'] = [];
    on.yard.clusters.get('prod')!.unhealthy = undefined;
    const { bulk, outcome } = await on.ended(id, asPaula);
    expect(outcome).toBe('1 of 2 succeeded. Failed: PROD2.');
    expect(bulk!.targets[1].message).toContain(
      'user:default/omar agreed to it, and may not',
    );
  });
});
