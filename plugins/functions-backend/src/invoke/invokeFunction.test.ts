import { EndpointPolicy } from '@flytower/cloud-node/upstream/http';
import { invocationSchema } from '@flytower/cloud-common/functions';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { invokeFunction } from './invokeFunction';

describe('a call of a function', () => {
  let server: http.Server;
  let gateway: string;
  let seen: http.IncomingMessage | undefined;
  let answer: (response: http.ServerResponse) => void;

  beforeAll(async () => {
    server = http.createServer((request, response) => {
      seen = request;
      request.resume();
      answer(response);
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  beforeEach(() => {
    seen = undefined;
    answer = response => response.end('ok');
  });

  afterAll(() => new Promise(done => server.close(done)));

  const call = (
    input: object,
    more: Partial<Parameters<typeof invokeFunction>[0]> = {},
  ) =>
    invokeFunction({
      title: 'hello',
      url: 'http://hello.shop.fn.example',
      invoke: 'http',
      gateway,
      endpoints: new EndpointPolicy(['127.0.0.0/8']),
      input: invocationSchema.parse(input),
      ...more,
    });

  it('goes to the gateway with the function as host, and carries nothing else', async () => {
    await call({ path: '/a?b=1', body: '{}' });
    expect(seen?.url).toBe('/a?b=1');
    expect(Object.keys(seen?.headers ?? {}).sort()).toEqual([
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
    ]);
    expect(seen?.headers.host).toBe('hello.shop.fn.example');
  });

  it.each(['//evil.example/x', '/\\evil.example/x', '//', '//a b/'])(
    'cannot be led to another host by the path %s',
    async path => {
      await expect(call({ path })).rejects.toThrow(/path/);
      expect(seen).toBeUndefined();
    },
  );

  it('takes no content type that could begin another header', () => {
    const parsed = invocationSchema.safeParse({ contentType: 'a/b\r\nx-y: z' });
    expect(parsed.error?.issues).toMatchObject([{ path: ['contentType'] }]);
  });

  it('is refused when the gateway is a private address that nobody named', async () => {
    await expect(
      call({}, { endpoints: new EndpointPolicy([]) }),
    ).rejects.toThrow('cloud.endpoints.allow');
  });

  it('writes an event as headers', async () => {
    await call(
      {
        event: {
          type: 'vm.created',
          source: '/a',
          subject: 'größer "so"\ud800',
        },
      },
      { invoke: 'cloudevent' },
    );
    expect(seen?.headers).toMatchObject({
      'ce-specversion': '1.0',
      'ce-type': 'vm.created',
      'ce-subject': 'gr%C3%B6%C3%9Fer%20%22so%22%EF%BF%BD',
      'ce-id': expect.any(String),
    });
  });

  it('keeps cookies and credentials of the answer to itself', async () => {
    answer = response => {
      response.setHeader('set-cookie', 'a=b');
      response.setHeader('www-authenticate', 'Basic');
      response.setHeader('x-kept', 'yes');
      response.statusCode = 500;
      response.end('broken');
    };
    const { status, headers, body } = await call({});
    expect({ status, body }).toEqual({ status: 500, body: 'broken' });
    expect(headers).toMatchObject({ 'x-kept': 'yes' });
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headers).not.toHaveProperty('www-authenticate');
  });

  it('cuts an answer that is too long, and waits only so long', async () => {
    answer = response => response.end('x'.repeat(5000));
    const limits = { bytes: 1000, timeoutMs: 300 };
    const long = await call({}, { limits });
    expect(long).toMatchObject({ truncated: true });
    expect(long.body).toHaveLength(1000);
    answer = () => {};
    await expect(call({}, { limits })).rejects.toThrow(
      'did not answer within 0.3 seconds',
    );
  });
});
