import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EndpointPolicy } from './EndpointPolicy';
import { HttpSource, type HttpSourceOptions } from './HttpSource';

describe('calls to an upstream system', () => {
  let server: Server;
  let source: HttpSource;
  let calls = 0;

  async function start(
    listener: RequestListener,
    options: Partial<HttpSourceOptions> = {},
  ) {
    calls = 0;
    server = createServer((req, res) => {
      calls += 1;
      listener(req, res);
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    source = new HttpSource({
      endpoints: new EndpointPolicy(['127.0.0.0/8']),
      firstRetryMs: 1,
      ...options,
    });
  }
  afterEach(async () => {
    await source?.close();
    server?.closeAllConnections();
    server?.close();
  });

  const url = (path = '/') =>
    new URL(path, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const ask = (method: 'GET' | 'POST' = 'GET') =>
    source.request({ system: 'The cloud', url: url(), method });

  it('gives parsed JSON', async () => {
    await start((_, res) => res.end('{"a":1}'));
    expect((await ask()).body).toEqual({ a: 1 });
  });

  it.each<[string, RequestListener, string]>([
    ['a web page', (_, res) => res.end('<html>'), 'answered with a web page'],
    ['half an answer', (_, res) => res.end('{"a":[1,'), 'breaks off'],
    ['nothing', (_, res) => res.end(), 'answered with nothing'],
    [
      'a redirect',
      (_, res) => res.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
      'redirects elsewhere (302)',
    ],
    [
      'a connection that ends in the middle',
      (_, res) => {
        res.writeHead(200, { 'content-length': '100' });
        res.write('{"a"');
        setTimeout(() => res.destroy(), 5);
      },
      'in the middle of its answer',
    ],
    [
      'an error in words',
      (_, res) =>
        res.writeHead(500).end('{"computeFault":{"message":"Out of luck"}}'),
      'failed (500): Out of luck',
    ],
    [
      'more than anybody wants',
      (_, res) => res.end(JSON.stringify('x'.repeat(3_000_000))),
      'more than 1 MiB',
    ],
  ])('refuses %s in a sentence', async (_, listener, sentence) => {
    await start(listener, { retries: 0, maxBytes: 2 ** 20 });
    await expect(ask()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(sentence),
    });
  });

  it('gives up after its time', async () => {
    await start(() => {}, { timeoutMs: 50, retries: 0 });
    await expect(ask()).rejects.toThrow('did not answer within');
  });

  it('says when nobody listens', async () => {
    await start((_, res) => res.end(), { retries: 0 });
    const gone = url();
    await new Promise(resolve => server.close(resolve));
    const call = source.request({ system: 'The cloud', url: gone });
    await expect(call).rejects.toThrow('does not accept connections');
  });

  it('reads again after a trouble that may pass, also after a reset of a connection that was in use', async () => {
    await start((_, res) => {
      if (calls === 2) res.destroy();
      else if (calls === 3) res.writeHead(503).end('<html>');
      else res.end('{}');
    });
    await ask();
    await ask();
    expect(calls).toBe(4);
  });

  it('never sends a change twice', async () => {
    await start((_, res) => res.writeHead(503).end());
    await expect(ask('POST')).rejects.toThrow('failed (503)');
    expect(calls).toBe(1);
  });

  it('does not ask again what was refused', async () => {
    await start((_, res) => res.writeHead(404).end('{}'));
    await expect(ask()).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(calls).toBe(1);
  });

  it('leaves a system alone that fails again and again, says why, and comes back', async () => {
    let broken = true;
    await start(
      (_, res) => (broken ? res.writeHead(500).end() : res.end('{}')),
      { retries: 0, restMs: 100 },
    );
    for (let i = 0; i < 5; i++) await expect(ask()).rejects.toThrow();
    await expect(ask()).rejects.toThrow(/failed \(500\).*left alone/);
    expect(calls).toBe(5);
    broken = false;
    await new Promise(resolve => setTimeout(resolve, 120));
    expect((await ask()).status).toBe(200);
  });

  it('has no more calls under way than its budget', async () => {
    let [now, most] = [0, 0];
    await start(
      (_, res) => {
        now += 1;
        most = Math.max(most, now);
        setTimeout(() => {
          now -= 1;
          res.end('{}');
        }, 10);
      },
      { concurrency: 3 },
    );
    await Promise.all(Array.from({ length: 12 }, () => ask()));
    expect(most).toBe(3);
  });

  it('lets whoever asked stop waiting', async () => {
    await start(() => {});
    const call = source.request({
      system: 'The cloud',
      url: url(),
      signal: AbortSignal.timeout(20),
    });
    await expect(call).rejects.toThrow();
    expect(calls).toBe(1);
  });
});
