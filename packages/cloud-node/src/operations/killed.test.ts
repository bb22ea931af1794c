import { isSettled } from '@flytower/cloud-common/operations';
import {
  engines,
  openTestDatabase,
  type TestDatabase,
} from '../database/__testUtils__/databases';
import { asInes, startProcess, until } from './__testUtils__/startProcess';
import { Yard } from './__testUtils__/Yard';
import { WorkQueue } from './journal/WorkQueue';
import type { RunStep } from './run/RunHandle';

const boundaries: RunStep[] = [
  'claimed',
  'allowed',
  'running',
  'sent',
  'following',
  'observed',
  'settling',
];

describe.each(engines)('a process that is killed, on %s', engine => {
  let database: TestDatabase;
  let yard: Yard;
  const running: ReturnType<typeof startProcess>[] = [];

  beforeEach(async () => {
    database = await openTestDatabase(engine, 'operations');
    yard = new Yard();
    yard.add('a');
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const { stop } of running.splice(0)) await stop();
    await database.destroy();
  });

  const process = (
    options: Partial<Parameters<typeof startProcess>[0]> = {},
  ) => {
    const started = startProcess({
      knex: database.connect(),
      yard,
      ...options,
    });
    running.push(started);
    return started;
  };
  it('that is not, but whose lease ran out, is at it only once when it comes back to it', async () => {
    const steps: RunStep[] = [];
    let goOn = () => {};
    const held = new Promise<void>(resolve => {
      goOn = resolve;
    });
    const { service } = process({
      onStep: async step => {
        steps.push(step);
        if (step === 'following') await held;
      },
    });
    const { id } = await service.start(
      'paint',
      { input: { clusterId: 'a' } },
      asInes,
    );
    await until(() => steps.includes('following'));
    // as if the journal had not answered for long
    await database.knex('cloud_operations').update({ lease_until: 0 });
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(steps.filter(step => step === 'claimed')).toHaveLength(1);
    goOn();
    await until(
      async () => (await service.get(id, asInes)).state !== 'running',
    );
    expect(await service.get(id, asInes)).toMatchObject({ state: 'succeeded' });
    expect(yard.made).toEqual([id]);
  });

  it('that is not, but does not reach the journal, gives up what it sends once its lease ran out', async () => {
    yard.stuck.add('a');
    const steps: RunStep[] = [];
    const { service } = process({
      pace: { leaseMs: 400, renewMs: 50 },
      onStep: step => void steps.push(step),
    });
    const { id } = await service.start(
      'paint',
      { input: { clusterId: 'a' } },
      asInes,
    );
    await until(() => steps.includes('running'));
    const unreachable = (['renew', 'claim', 'claimMany'] as const).map(name =>
      jest
        .spyOn(WorkQueue.prototype, name)
        .mockRejectedValue(new Error('no database')),
    );
    await until(() => yard.givenUp > 0);
    unreachable.forEach(each => each.mockRestore());
    await until(
      async () => (await service.get(id, asInes)).state === 'succeeded',
    );
    expect(yard.made).toEqual([id]);
  });

  /** A process that does nothing any more, and cleans up nothing, once it comes to that step. */
  const dyingAt = (step: RunStep) => {
    let died = false;
    const dying = process({
      onStep: async at => {
        if (at !== step) return;
        died = true;
        running.splice(running.indexOf(dying), 1);
        await dying.runner.stop(false);
        await new Promise(() => {});
      },
    });
    return { ...dying, isDead: () => died };
  };

  it.each(boundaries)(
    'at "%s" leaves nothing twice and nothing behind',
    async step => {
      const first = dyingAt(step);
      const { id } = await first.service.start(
        'paint',
        { input: { clusterId: 'a' } },
        asInes,
      );
      await until(first.isDead);
      const second = process();
      const ended = await until(async () => {
        const operation = await second.service.get(id, asInes);
        return isSettled(operation.state) && operation;
      });
      expect(ended).toMatchObject({
        state: 'succeeded',
        outcome: 'It is done',
      });
      expect(yard.made).toEqual([id]);
    },
  );

  it.each(['claimed', 'running', 'sent', 'following', 'settling'] as const)(
    'at "%s" of an operation over many leaves none of them twice',
    async step => {
      yard.add('b');
      yard.add('c');
      const first = dyingAt(step);
      const { id } = await first.service.start(
        'paint',
        { targets: ['a', 'b', 'c'], waves: { size: 1 } },
        asInes,
      );
      await until(first.isDead);
      const second = process();
      const ended = await until(async () => {
        const operation = await second.service.get(id, asInes);
        return isSettled(operation.state) && operation;
      });
      expect(ended).toMatchObject({
        state: 'succeeded',
        outcome: '3 of 3 succeeded.',
      });
      const targets = [...yard.works.values()].map(({ target }) => target);
      expect(targets.sort()).toEqual(['a', 'b', 'c']);
      expect(yard.made).toHaveLength(3);
    },
  );

  it('in the middle of a cancellation lets it be cancelled', async () => {
    yard.looks = Infinity;
    const first = dyingAt('settling');
    const { id } = await first.service.start(
      'paint',
      { input: { clusterId: 'a' } },
      asInes,
    );
    await until(() => yard.works.get(id)?.looks);
    await first.service.cancel(id, asInes);
    await until(first.isDead);
    yard.works.get(id)!.stopped = false;
    const second = process();
    await until(
      async () => (await second.service.get(id, asInes)).state === 'cancelled',
    );
    await new Promise(resolve => setTimeout(resolve, 500));
    expect((await second.service.get(id, asInes)).state).toBe('cancelled');
    expect(yard.made).toEqual([id]);
  });

  it('has company: two processes start each of 50 operations once', async () => {
    const calls: string[] = [];
    const { make } = yard;
    yard.make = function counting(operationId, target) {
      calls.push(operationId);
      make.call(this, operationId, target);
    };
    const [first] = [process(), process()];
    const operations = await Promise.all(
      Array.from({ length: 50 }, (_, nth) => {
        yard.add(`c${nth}`);
        return first.service.start(
          'paint',
          { input: { clusterId: `c${nth}` } },
          asInes,
        );
      }),
    );
    await until(async () => {
      const { total } = await first.service.list(
        { state: ['succeeded'] },
        asInes,
      );
      return total === 50;
    });
    expect(calls.sort()).toEqual(operations.map(({ id }) => id).sort());
  });
});
