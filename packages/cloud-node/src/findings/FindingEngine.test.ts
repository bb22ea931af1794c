import type { Knex } from 'knex';
import { engines, openTestDatabase } from '../database/__testUtils__/databases';
import { InTheWayError } from '../operations/service/asked';
import { sighting, watching } from './__testUtils__/watching';

const auto = (perHour = 3) => ({
  policies: { 'node-not-ready': { policy: 'auto', perHour } },
});

describe.each(engines)('findings on %s', engine => {
  let knex: Knex;
  let destroy: () => Promise<void>;
  beforeEach(async () => {
    ({ knex, destroy } = await openTestDatabase(engine, 'findings'));
  });
  afterEach(() => destroy());

  it('open after a minute of evidence, close after a minute without, and stay as history', async () => {
    const { see, pass, open, shown, told } = watching(knex);
    see(sighting('a', { since: '2026-11-23T09:00:00Z' }));
    await pass(60);
    expect(await shown()).toEqual([]);
    await pass(10);
    expect(await open()).toMatchObject([
      {
        kind: 'node-not-ready',
        owner: 'group:default/checkout',
        since: Date.parse('2026-11-23T09:00:00Z'),
      },
    ]);
    see();
    await pass(60);
    expect(await open()).toHaveLength(1);
    await pass(10);
    expect(await open()).toEqual([]);
    const [closed] = await shown();
    expect(closed.state).toBe('closed');
    expect(told).toEqual([closed.id, closed.id]);

    see(sighting('a'));
    await pass(70);
    expect((await shown()).map(({ state }) => state).sort()).toEqual([
      'closed',
      'open',
    ]);
  });

  it('keep counting over a restart, and start again after a long silence', async () => {
    const { see, pass, open, restart, world } = watching(knex);
    see(sighting('a'));
    await pass(40);
    restart();
    world.now += 10_000;
    await pass(20);
    expect(await open()).toHaveLength(1);

    see(sighting('a'), sighting('b'));
    await pass(10);
    world.now += 3600_000;
    restart();
    await pass(10);
    expect(await open()).toHaveLength(1);
    await pass(60);
    expect(await open()).toHaveLength(2);
  });

  it('stay open while nobody knows, also when looking itself fails', async () => {
    const { see, pass, open, world } = watching(knex);
    see(sighting('a'));
    await pass(70);
    see();
    world.unknown.add('a');
    await pass(300);
    world.unknown.clear();
    await pass(50);
    world.blind = true;
    await pass(300);
    expect(await open()).toHaveLength(1);
    world.blind = false;
    await pass(60);
    expect(await open()).toHaveLength(1);
    await pass(10);
    expect(await open()).toEqual([]);
  });

  it('tell only what changed', async () => {
    const { see, pass, told, open } = watching(knex);
    see(sighting('a'));
    await pass(200);
    expect(told).toHaveLength(1);
    see(sighting('a', { severity: 'critical' }));
    await pass(100);
    expect(told).toHaveLength(2);
    expect(await open()).toMatchObject([{ severity: 'critical' }]);
  });

  it('tell an owner once of thirty, and the platform of what nobody owns', async () => {
    const { see, pass, sent } = watching(knex);
    see(
      ...Array.from({ length: 30 }, (_, n) => sighting(`c${n}`)),
      sighting('lonely', { owner: '' }),
      sighting('b', { owner: 'group:default/search' }),
    );
    await pass(300);
    expect(
      sent.map(({ recipients, payload }) => [
        'entityRef' in recipients && recipients.entityRef,
        payload.title,
      ]),
    ).toEqual([
      [['group:default/checkout'], '30 things of yours need attention'],
      [['group:default/platform'], 'lonely: lonely has a broken node'],
      [['group:default/search'], 'b: b has a broken node'],
    ]);
    expect(sent[0].payload.description).toMatch(/and 25 more$/);
    expect(sent[0].payload.link).toBe('/cloud');
  });

  it('are told once notifications work again, but not what is old by then', async () => {
    const { see, pass, sent, world } = watching(knex);
    world.unheard = new Error('down');
    see(sighting('a'));
    await pass(90);
    world.unheard = undefined;
    await pass(60);
    expect(sent.map(({ payload }) => payload.title)).toEqual([
      'a: a has a broken node',
    ]);
    world.unheard = new Error('down');
    see(sighting('a'), sighting('b'));
    await pass(20 * 60);
    world.unheard = undefined;
    await pass(60);
    expect(sent).toHaveLength(1);
  });

  it('are not told again where there are no notifications', async () => {
    const { see, pass, sent, world, logger } = watching(knex);
    // as the client of the plugin says it
    world.unheard = new Error('Error: Request failed with status 404');
    see(sighting('a'));
    await pass(90);
    world.unheard = undefined;
    await pass(90);
    expect(sent).toEqual([]);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('tell everyone who owns something, each of each thing once', async () => {
    const { see, pass, sent } = watching(knex);
    const owners = ['group:default/checkout', 'group:default/search'];
    see(
      sighting('shared', { access: { owners, readers: owners } }),
      sighting('b', { owner: 'group:default/search' }),
    );
    await pass(100);
    expect(
      sent.map(({ recipients, payload }) => [
        'entityRef' in recipients && recipients.entityRef,
        payload.title,
      ]),
    ).toEqual([
      [owners, 'shared: shared has a broken node'],
      [['group:default/search'], 'b: b has a broken node'],
    ]);
  });

  it('are settled by the portal itself once, where the policy says so', async () => {
    const { see, pass, open, operations, sent } = watching(knex, auto());
    see(sighting('a'));
    await pass(300);
    expect(operations.started).toMatchObject([
      {
        kind: 'replace-node',
        requester: 'policy:node-not-ready',
        reason: 'a has a broken node',
        input: { clusterId: 'a' },
      },
    ]);
    const [finding] = await open();
    expect(finding).toMatchObject({
      operationId: operations.started[0].id,
      autoState: 'started',
    });
    expect(sent).toHaveLength(1);
    expect(sent[0].payload.description).toBe('The portal is settling it.');
  });

  it('say that their operation failed, and do not repeat it', async () => {
    const { see, pass, open, operations } = watching(knex, auto());
    see(sighting('a'));
    await pass(100);
    Object.assign(operations.started[0], {
      state: 'failed',
      outcome: 'The pool has no quota left.',
    });
    await pass(7200);
    expect(operations.started).toHaveLength(1);
    expect(await open()).toMatchObject([
      {
        autoState: 'failed',
        autoNote: expect.stringContaining('The pool has no quota left.'),
      },
    ]);
  });

  it('are left to people beyond the limit of an hour', async () => {
    const { see, pass, shown, operations } = watching(knex, auto(2));
    see(sighting('a'), sighting('b'), sighting('c'));
    await pass(7200);
    expect(operations.started).toHaveLength(2);
    expect(
      (await shown()).filter(({ autoState }) => autoState === 'held'),
    ).toMatchObject([{ autoNote: expect.stringContaining('perHour') }]);
  });

  it('are started again with the same key when the process died in between', async () => {
    const { see, pass, store, shown, restart, operations } = watching(
      knex,
      auto(),
    );
    see(sighting('a'));
    await pass(70);
    const [before] = await shown();
    // as it was kept before the operation's id came back
    await knex('cloud_findings')
      .where({ id: before.id })
      .update({ auto_state: 'due', operation_id: null });
    restart();
    await pass(10);
    expect(operations.started).toHaveLength(1);
    expect(await store.find(before.id)).toMatchObject({
      autoState: 'started',
      operationId: before.operationId,
    });
  });

  it('try again while upstream is in trouble, and not when they are refused', async () => {
    const { see, pass, open, operations } = watching(knex, auto());
    operations.refusals.push(
      new Error('connect ECONNREFUSED'),
      Object.assign(new Error('The pool is being scaled already'), {
        name: 'ConflictError',
      }),
    );
    see(sighting('a'));
    await pass(300);
    expect(operations.started).toEqual([]);
    expect(await open()).toMatchObject([
      {
        autoState: 'failed',
        autoNote:
          'Could not be started by itself: The pool is being scaled already',
      },
    ]);
  });

  it('wait with what they start until something else on the same thing has ended', async () => {
    const { see, pass, open, operations } = watching(knex, auto());
    const inTheWay = '"Upgrade cluster" is running on a already';
    // longer than upstream may be in trouble
    for (let turn = 0; turn < 30; turn++) {
      operations.refusals.push(new InTheWayError(inTheWay));
    }
    see(sighting('a'));
    await pass(200);
    expect(operations.started).toEqual([]);
    expect(await open()).toMatchObject([
      {
        autoState: 'due',
        autoNote: `Waits to be started by itself: ${inTheWay}`,
      },
    ]);
    await pass(300);
    expect(operations.started).toHaveLength(1);
    const [finding] = await open();
    expect(finding).toMatchObject({ autoState: 'started' });
    expect(finding.autoNote).toBeUndefined();
  });

  it('are opened, told and settled once, also when two replicas look at the same time', async () => {
    const {
      see,
      pass,
      shown,
      engine: one,
      start,
      operations,
      sent,
      world,
    } = watching(knex, auto());
    see(sighting('a'), sighting('b'));
    await pass(60);
    const another = start();
    for (let look = 0; look < 5; look += 1) {
      world.now += 10_000;
      await Promise.all([one().run(), another.run()]);
    }
    expect(await shown()).toHaveLength(2);
    expect(operations.started).toHaveLength(2);
    const told = sent.map(
      ({ payload }) => `${payload.title}\n${payload.description}`,
    );
    for (const name of ['a', 'b']) {
      const mentions = told.join('\n').split(`${name} has a broken node`);
      expect(mentions).toHaveLength(2);
    }
  });

  it('never do anything destructive by themselves', async () => {
    const { see, pass, open, operations } = watching(knex, auto());
    see(
      sighting('a', {
        suggestions: [{ operation: 'remove-addon', input: { clusterId: 'a' } }],
      }),
    );
    await pass(300);
    expect(operations.started).toEqual([]);
    expect(await open()).toMatchObject([{ autoState: 'held' }]);
  });

  it('show the operation that a person started for them', async () => {
    const {
      see,
      pass,
      open,
      engine: current,
      operations,
      sent,
      told,
    } = watching(knex, auto());
    operations.refusals.push(new Error('later'));
    see(sighting('a'));
    await pass(70);
    const [{ id }] = await open();
    const byHand = {
      id: 'by-hand',
      state: 'running' as const,
      findingId: id,
      target: sighting('a').subject,
    };
    // whoever starts something on what is theirs may name any finding
    const elsewhere = { ...byHand, target: sighting('mine').subject };
    await current().took(elsewhere);
    await current().took({ ...byHand, findingId: 'nobody-knows' });
    await current().took({ ...byHand, findingId: undefined });
    expect((await open())[0].operationId).toBeUndefined();
    await current().took(byHand);
    expect(await open()).toMatchObject([{ operationId: 'by-hand' }]);
    expect(sent).toHaveLength(1);
    // its steps change nothing of the finding; its end does
    told.length = 0;
    await current().took(byHand);
    expect(told).toEqual([]);
    await current().took({ ...byHand, state: 'failed' });
    expect(told).toEqual([id]);
  });

  it('are closed and not shown when their kind is switched off', async () => {
    const first = watching(knex);
    first.see(sighting('a'));
    await first.pass(70);
    const off = watching(knex, {
      policies: { 'node-not-ready': { policy: 'off' } },
    });
    off.see(sighting('a'));
    await off.pass(70);
    expect(await off.open()).toEqual([]);
    expect(off.operations.started).toEqual([]);
  });

  it('are forgotten after as many days as configured', async () => {
    const { see, pass, shown, world } = watching(knex, { keptDays: 1 });
    see(sighting('a'));
    await pass(70);
    see();
    await pass(70);
    expect(await shown()).toHaveLength(1);
    world.now += 25 * 3600_000;
    await pass(10);
    expect(await shown()).toEqual([]);
  });
});
