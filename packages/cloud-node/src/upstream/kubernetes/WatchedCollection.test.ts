import { z } from 'zod';
import { defineKind } from './kinds';
import { KubernetesClient } from './KubernetesClient';
import { json, ScriptedApi } from './testUtils/ScriptedApi';
import { watchCollection, type CollectionChange } from './WatchedCollection';

const thing = defineKind({
  apiVersion: 'example.org/v1',
  kind: 'Thing',
  plural: 'things',
  shape: { value: z.string() },
});

type Thing = z.infer<typeof thing.schema>;

describe('a watched collection', () => {
  let api: ScriptedApi;
  let stop: AbortController;

  beforeEach(async () => {
    api = await ScriptedApi.start();
    stop = new AbortController();
  });

  afterEach(async () => {
    stop.abort();
    await api.stop();
  });

  function watch(options: { pageSize?: number; watchSeconds?: number } = {}) {
    const changes: CollectionChange<Thing>[] = [];
    const unreadable: string[] = [];
    const reporter = { observed: jest.fn(), failed: jest.fn() };
    const collection = watchCollection({
      client: KubernetesClient.create({ system: 'The API', url: api.url }),
      kind: thing,
      selector: { namespace: 'default' },
      signal: stop.signal,
      reporter,
      onChanges: some => changes.push(...some),
      onUnreadable: key => unreadable.push(key),
      pageSize: options.pageSize,
      times: {
        watchSeconds: options.watchSeconds ?? 30,
        silenceMs: 100,
        confirmAfterMs: 50,
        backoff: { firstMs: 10, maxMs: 40 },
      },
    });
    const values = () =>
      [...collection.items.values()].map(one => one.value).sort();
    return { collection, changes, reporter, values, unreadable };
  }

  it('reads every page, then follows what happens', async () => {
    api.put('a', '1');
    api.put('b', '1');
    api.put('c', '1');
    const { values, changes, collection } = watch({ pageSize: 2 });
    await until(() => api.watches.size === 1);
    expect(values()).toEqual(['1', '1', '1']);
    expect(collection.isSynced).toBe(true);

    api.send('MODIFIED', api.put('a', '2'));
    api.send('ADDED', api.put('d', '1'));
    api.send('DELETED', api.put('b', '1'));
    await until(() => changes.length === 6);

    expect(values()).toEqual(['1', '1', '2']);
    expect(changes.slice(3).map(({ change, key }) => [change, key])).toEqual([
      ['upserted', 'default/a'],
      ['upserted', 'default/d'],
      ['removed', 'default/b'],
    ]);
  });

  it('reads again from the start when its version is too old, and notices what went meanwhile', async () => {
    api.put('a', '1');
    api.put('b', '1');
    const { values, reporter } = watch();
    await until(() => api.watches.size === 1);

    api.drop('b');
    api.send('ERROR', { kind: 'Status', code: 410, message: 'too old' });
    await until(() => api.lists() === 2 && api.watches.size === 1);

    expect(values()).toEqual(['1']);
    expect(reporter.failed).not.toHaveBeenCalled();
  });

  it.each([
    ['an error', 500, 'application/json', '{"kind":"Status","message":"no"}'],
    ['a refusal of its token', 401, 'application/json', '{"code":401}'],
    ['a page', 200, 'text/html', '<html><title>Login</title></html>'],
    ['half an answer', 200, 'application/json', '{"items":[{"metad'],
  ])(
    'keeps what it knows while lists bring %s',
    async (_, status, type, body) => {
      api.put('a', '1');
      const { values, reporter } = watch();
      await until(() => api.watches.size === 1);

      api.onList = (_request, response) => {
        response.writeHead(status, { 'content-type': type });
        response.end(body);
      };
      api.drop('a');
      api.send('ERROR', { code: 410 });
      await until(() => reporter.failed.mock.calls.length >= 2);
      expect(values()).toEqual(['1']);

      api.onList = undefined;
      await until(() => values().length === 0);
      expect(reporter.observed.mock.invocationCallOrder.at(-1)).toBeGreaterThan(
        reporter.failed.mock.invocationCallOrder.at(-1) ?? 0,
      );
    },
  );

  it('does not take a list whose second page fails for complete', async () => {
    for (const name of ['a', 'b', 'c']) api.put(name, '1');
    api.onList = (request, response) =>
      request.url?.includes('continue')
        ? json(response, 500, { kind: 'Status', message: 'etcd is gone' })
        : json(response, 200, {
            metadata: { resourceVersion: '5', continue: 'x' },
            items: [api.objects[0]],
          });
    const { collection, reporter } = watch();
    await until(() => reporter.failed.mock.calls.length > 0);
    expect(collection.isSynced).toBe(false);
    expect(collection.items.size).toBe(0);
  });

  it('reads a second time before it believes that most is gone', async () => {
    for (let i = 0; i < 10; i++) api.put(`thing-${i}`, '1');
    const { values } = watch();
    await until(() => api.watches.size === 1);

    let empty = true;
    api.onList = (_, response) => {
      const items = empty ? [] : api.objects;
      empty = false;
      json(response, 200, { metadata: { resourceVersion: '99' }, items });
    };
    api.send('ERROR', { code: 410 });
    await until(() => api.lists() === 3);
    await until(() => api.watches.size === 1);
    expect(values()).toHaveLength(10);
  });

  it('leaves a watch that has fallen silent', async () => {
    api.put('a', '1');
    const { reporter } = watch({ watchSeconds: 0.1 });
    await until(() => api.watches.size === 1);
    await until(() => reporter.failed.mock.calls.length > 0, 4000);
    expect(String(reporter.failed.mock.calls[0][0])).toMatch(/silent/);
    await until(() => api.watches.size === 1);
  });

  it('does not ask in a tight loop when watches end at once', async () => {
    api.onWatch = (_, response) => response.end();
    watch();
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(api.requests.length).toBeLessThan(40);
  });

  it('keeps the last readable version of an object that became unreadable', async () => {
    api.put('a', '1');
    const { values, unreadable } = watch();
    await until(() => api.watches.size === 1);
    api.send('MODIFIED', { ...api.put('a', '2'), value: 7 });
    await until(() => unreadable.length === 1);
    expect(values()).toEqual(['1']);
  });

  it('stops with its signal', async () => {
    const { collection } = watch();
    await until(() => collection.isSynced && api.watches.size === 1);
    stop.abort();
    await until(() => api.watches.size === 0);
    const before = api.requests.length;
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(api.requests.length).toBe(before);
  });
});

async function until(condition: () => boolean, withinMs = 3000) {
  const deadline = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
