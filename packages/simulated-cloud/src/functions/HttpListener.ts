import { createAdaptorServer, type ServerType } from '@hono/node-server';
import type { AddressInfo } from 'node:net';

/** A port of loopback that hands requests to a fetch function. */
export class HttpListener {
  private server?: ServerType;

  constructor(
    private readonly fetch: (request: Request) => Response | Promise<Response>,
    private readonly port: number,
  ) {}

  /** Resolves with the address once it listens. */
  async start(): Promise<string> {
    const server = createAdaptorServer({
      fetch: this.fetch,
      // the lightweight ones break streams of other parts of this process
      overrideGlobalObjects: false,
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    await new Promise(resolve => {
      server.close(resolve);
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
  }
}
