import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EndpointPolicy, HttpSource } from '../upstream/http';
import { collectRequestIds } from './requestIds';

describe('what upstream calls a request', () => {
  let server: Server;
  let http: HttpSource;

  beforeAll(() => {
    server = createServer((req, res) => {
      res.setHeader('x-openstack-request-id', `req-${req.url}`);
      res.setHeader('content-type', 'application/json');
      if (req.url === '/refused') res.statusCode = 409;
      setTimeout(() => res.end('{}'), 5);
    }).listen(0);
    http = new HttpSource({
      endpoints: new EndpointPolicy(['127.0.0.1']),
      concurrency: 1,
    });
  });
  afterAll(async () => {
    await http.close();
    server.close();
  });

  const ask = (method: 'GET' | 'POST', path: string) => {
    const { port } = server.address() as AddressInfo;
    const url = new URL(path, `http://127.0.0.1:${port}`);
    return http.request({ system: 'It', url, method }).catch(() => undefined);
  };

  it('is known of every change, also of a refused one, and of no read', async () => {
    const ids = new Set<string>();
    await collectRequestIds(ids, async () => {
      await ask('GET', '/read');
      await ask('POST', '/made');
      await ask('POST', '/refused');
    });
    await ask('POST', '/later');
    expect([...ids]).toEqual(['req-/made', 'req-/refused']);
  });

  it('is known of reads where these are what it is about', async () => {
    const ids = new Set<string>();
    await collectRequestIds(ids, () => ask('GET', '/log'), { reads: true });
    expect([...ids]).toEqual(['req-/log']);
  });

  it('is never that of somebody else who waits in the same queue', async () => {
    const all = Array.from({ length: 10 }, (_, nth) => `/of-${nth}`);
    const collected = await Promise.all(
      all.map(async path => {
        const ids = new Set<string>();
        await collectRequestIds(ids, () => ask('POST', path));
        return [...ids];
      }),
    );
    expect(collected).toEqual(all.map(path => [`req-${path}`]));
  });
});
