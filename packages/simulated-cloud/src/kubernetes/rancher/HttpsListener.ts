import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';

interface Listen {
  port: number;
  cert: string;
  key: string;
  fetch(request: Request): Response | Promise<Response>;
}

/** An HTTPS port of loopback. */
export class HttpsListener {
  private constructor(private readonly server: Server, readonly port: number) {}

  static async listen({
    port,
    cert,
    key,
    fetch,
  }: Listen): Promise<HttpsListener> {
    const server = createAdaptorServer({
      fetch,
      createServer,
      serverOptions: { cert, key },
    }) as Server;
    // watches are silent for long and still alive
    server.requestTimeout = 0;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    const address = server.address() as AddressInfo;
    return new HttpsListener(server, address.port);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>(resolve => {
      this.server.close(() => resolve());
    });
    this.server.closeAllConnections();
    await closed;
  }
}
