import { engines } from '../database/__testUtils__/databases';
import { asInes, startProcess, until } from './__testUtils__/startProcess';
import { useYard } from './__testUtils__/useYard';

const minute = 60_000;
type Process = ReturnType<typeof startProcess>;

describe.each(engines)('how an operation has ended, on %s', engine => {
  const on = useYard(engine);

  const ends = ({ audited }: Process) =>
    audited.filter(({ eventId }) => eventId === 'operation-end');
  const sent = ({ notifications }: Process) =>
    notifications.send.mock.calls.map(([{ payload }]) => payload);
  const told = async (id: string) =>
    (await on.rows()).find(row => row.id === id)?.told;
  const another = () => startProcess({ knex: on.knex, yard: on.yard });
  /** As if the process whose turn it was had had its time. */
  const longAgo = () => on.knex('cloud_operations').update({ lease_until: 0 });

  it('is told when the process that was gathering stops', async () => {
    const first = on.begin({ gatherMs: minute });
    const { id } = await on.start({ clusterId: 'a' });
    await on.ended(id);
    await until(() => ends(first).length === 1);
    expect(sent(first)).toEqual([]);
    expect(await told(id)).toBe(0);
    await first.stop();
    expect(sent(first)).toMatchObject([
      { title: 'Paint on A is done', scope: `operation:${id}` },
    ]);
    expect(await told(id)).toBe(1);
  });

  it('is told once for all that end together', async () => {
    for (const id of ['b', 'c']) on.yard.add(id);
    on.yard.cursed.add('b');
    const first = on.begin({ gatherMs: minute });
    const ids = await Promise.all(
      ['a', 'b', 'c'].map(async clusterId => {
        const { id } = await on.start({ clusterId });
        await on.ended(id);
        return id;
      }),
    );
    await until(() => ends(first).length === 3);
    await first.stop();
    expect(sent(first)).toMatchObject([
      {
        title: '3 operations have ended',
        description: '1 of them failed:\nPaint on B',
        severity: 'high',
        link: '/cloud/operations',
      },
    ]);
    expect(await Promise.all(ids.map(told))).toEqual([1, 1, 1]);
  });

  it('is told by another process when this one died before it told', async () => {
    const first = on.begin({ gatherMs: minute });
    const { id } = await on.start({ clusterId: 'a' });
    await on.ended(id);
    await until(() => ends(first).length === 1);
    await first.runner.stop(false);
    await longAgo();
    const second = another();
    await until(async () => (await told(id)) === 1);
    await second.stop();
    expect(sent(second)).toMatchObject([{ scope: `operation:${id}` }]);
    expect(ends(second)).toHaveLength(1);
  });

  it('is told by another process when nobody took what this one sent while it stopped', async () => {
    const first = on.begin({ gatherMs: minute });
    first.notifications.send.mockRejectedValue(new Error('shutting down'));
    const { id } = await on.start({ clusterId: 'a' });
    await on.ended(id);
    await first.stop();
    expect(await told(id)).toBe(0);
    expect(first.logger.warn).toHaveBeenCalledWith(
      'Nobody could be told "Paint on A is done": shutting down',
    );
  });

  it('is recorded in the end, though that did not work at first', async () => {
    const first = on.begin({ idle: true });
    const { id } = await on.start({ clusterId: 'a' });
    first.auditor.createEvent.mockRejectedValueOnce(new Error('disk full'));
    first.runner.start();
    await on.ended(id);
    await until(() => first.logger.warn.mock.calls.length > 0);
    expect(await told(id)).toBe(0);
    await longAgo();
    await until(async () => (await told(id)) === 1);
    expect(ends(first)).toHaveLength(1);
    expect(sent(first)).toHaveLength(1);
  });

  it('counts as told where there are no notifications', async () => {
    const first = on.begin();
    first.notifications.send.mockRejectedValue(
      // as the client of the plugin says it
      new Error(
        'Failed to send notifications: Error: Request failed with status 404',
      ),
    );
    const { id } = await on.start({ clusterId: 'a' });
    await until(async () => (await told(id)) === 1);
    expect(ends(first)).toHaveLength(1);
    expect(first.logger.warn).not.toHaveBeenCalled();
  });

  it('is told later when nobody could be told, and recorded once', async () => {
    const first = on.begin();
    first.notifications.send.mockRejectedValueOnce(new Error('down'));
    const { id } = await on.start({ clusterId: 'a' });
    await until(() => first.logger.warn.mock.calls.length === 1);
    expect(await told(id)).toBe(0);
    await longAgo();
    await until(async () => (await told(id)) === 1);
    expect(sent(first)).toMatchObject([
      { title: 'Paint on A is done' },
      { title: 'Paint on A is done' },
    ]);
    expect(ends(first)).toHaveLength(1);
  });

  it('is not told for ever when nobody can be told', async () => {
    const clock = { ahead: 0 };
    const first = on.begin({ clock });
    first.notifications.send.mockRejectedValue(new Error('down'));
    const { id } = await on.start({ clusterId: 'a' });
    await until(() => first.logger.warn.mock.calls.length === 1);
    clock.ahead = 11 * minute;
    await until(async () => (await told(id)) === 1);
    expect(sent(first)).toHaveLength(2);
  });

  it('is told though it happened long before any process could tell', async () => {
    const first = on.begin({ gatherMs: minute });
    const { id } = await on.start({ clusterId: 'a' });
    await on.ended(id);
    await first.runner.stop(false);
    await longAgo();
    await on
      .knex('cloud_operations')
      .update({ finished_at: Date.now() - 60 * minute });
    const second = another();
    second.notifications.send.mockRejectedValueOnce(new Error('not there yet'));
    await until(() => second.notifications.send.mock.calls.length === 1);
    expect(await told(id)).toBe(0);
    await longAgo();
    await until(async () => (await told(id)) === 1);
    await second.stop();
    expect(sent(second)).toHaveLength(2);
  });

  it('is told by one process alone, though many look for what was not told', async () => {
    const first = on.begin({ gatherMs: minute });
    const { id } = await on.start({ clusterId: 'a' });
    await on.ended(id);
    await until(() => ends(first).length === 1);
    await first.runner.stop(false);
    const others = [another(), another(), another()];
    await longAgo();
    await until(async () => (await told(id)) === 1);
    await Promise.all(others.map(other => other.stop()));
    expect(others.flatMap(sent)).toMatchObject([{ scope: `operation:${id}` }]);
    expect(others.flatMap(ends)).toHaveLength(1);
  });

  it('is told though nobody knew before that it waited for somebody', async () => {
    const { notifications } = on.begin();
    on.yard.add('b', { environment: 'production' });
    const wish = { severity: 'high', topic: 'cloud.approvals' };
    notifications.send.mockRejectedValueOnce(new Error('not there yet'));
    const { id } = await on.start({ clusterId: 'b' }, asInes, 'raze');
    await until(() => notifications.send.mock.calls.length === 1);
    expect(await told(id)).toBe(0);
    // as if it were a minute ago
    await longAgo();
    await until(async () => (await told(id)) === 2);
    expect(sent({ notifications } as Process)).toMatchObject([wish, wish]);
    await on.service.cancel(id, asInes);
    await until(async () => (await told(id)) === 1);
    expect(sent({ notifications } as Process)[2]).toMatchObject({
      title: 'Raze on B was cancelled',
    });
  });
});
