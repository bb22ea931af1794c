import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { EndpointPolicy, HttpSource } from '../../http';
import { OpenStackClient } from '../OpenStackClient';

type Handler = (url: URL, request: IncomingMessage) => Answer;

export interface Answer {
  status?: number;
  body?: unknown;
}

/** A Keystone and whatever a test says, on a real port, for answers that no healthy cloud gives. */
export class FakeCloud {
  /** Log-ins so far; each gives another token. */
  logins = 0;
  /** Seconds that the next token is good for. */
  lifetime = 3600;
  now = Date.now();
  readonly asked: string[] = [];
  private readonly server: Server;
  readonly http = new HttpSource({
    endpoints: new EndpointPolicy(['127.0.0.1']),
    retries: 0,
    restMs: 1,
  });

  private constructor(private readonly handler: Handler) {
    this.server = createServer((request, response) =>
      this.answer(request, response),
    );
  }

  static async start(handler: Handler): Promise<FakeCloud> {
    const fake = new FakeCloud(handler);
    await new Promise<void>(resolve =>
      fake.server.listen(0, '127.0.0.1', () => resolve()),
    );
    return fake;
  }

  get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  client(): OpenStackClient {
    return new OpenStackClient(
      {
        name: 'main',
        authUrl: `${this.url}/v3`,
        interface: 'public',
        account: { kind: 'application-credential', id: 'id', secret: 's' },
      },
      this.http,
      () => this.now,
    );
  }

  async stop() {
    await this.http.close();
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', this.url);
    const isLogin = url.pathname === '/v3/auth/tokens';
    if (!isLogin) this.asked.push(`${url.pathname}${url.search}`);
    const { status = 200, body } = isLogin
      ? this.logIn(response)
      : this.handler(url, request);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  }

  private logIn(response: ServerResponse): Answer {
    this.logins += 1;
    response.setHeader('x-subject-token', `token-${this.logins}`);
    const endpoint = { interface: 'public', region_id: 'north', url: this.url };
    return {
      status: 201,
      body: {
        token: {
          expires_at: new Date(this.now + this.lifetime * 1000).toISOString(),
          project: { id: 'own' },
          catalog: [{ type: 'compute', endpoints: [endpoint] }],
        },
      },
    };
  }
}
