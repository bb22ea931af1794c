import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ScriptedObject {
  metadata: { name: string; namespace: string; resourceVersion?: string };
  value: string;
}

type Answer = (
  request: http.IncomingMessage,
  response: http.ServerResponse,
) => void;

/** A collection on the wire that does exactly what a test tells it, faults included. */
export class ScriptedApi {
  readonly requests: URL[] = [];
  readonly watches = new Set<http.ServerResponse>();
  objects: ScriptedObject[] = [];
  version = 1;
  /** Answers instead of the list or the watch, while set. */
  onList?: Answer;
  onWatch?: Answer;
  private readonly server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    this.requests.push(url);
    if (url.searchParams.get('watch')) this.watch(request, response);
    else this.list(url, request, response);
  });

  static async start(): Promise<ScriptedApi> {
    const api = new ScriptedApi();
    api.server.listen(0, '127.0.0.1');
    await once(api.server, 'listening');
    return api;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  put(name: string, value: string): ScriptedObject {
    const object = {
      metadata: {
        name,
        namespace: 'default',
        resourceVersion: String(++this.version),
      },
      value,
    };
    this.objects = [
      ...this.objects.filter(one => one.metadata.name !== name),
      object,
    ];
    return object;
  }

  drop(name: string): void {
    this.version++;
    this.objects = this.objects.filter(one => one.metadata.name !== name);
  }

  send(type: string, object: unknown): void {
    for (const watch of this.watches)
      watch.write(`${JSON.stringify({ type, object })}\n`);
  }

  lists(): number {
    return this.requests.filter(url => !url.searchParams.get('watch')).length;
  }

  private list(
    url: URL,
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ) {
    if (this.onList) return this.onList(request, response);
    const limit = Number(url.searchParams.get('limit') ?? 500);
    const from = Number(url.searchParams.get('continue') ?? 0);
    const items = this.objects.slice(from, from + limit);
    const more = from + limit < this.objects.length;
    return json(response, 200, {
      kind: 'List',
      metadata: {
        resourceVersion: String(this.version),
        ...(more && { continue: String(from + limit) }),
      },
      items,
    });
  }

  private watch(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): void {
    if (this.onWatch) {
      this.onWatch(request, response);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    this.watches.add(response);
    response.on('close', () => this.watches.delete(response));
  }
}

/** Answers with JSON. */
export function json(
  response: http.ServerResponse,
  status: number,
  body: unknown,
): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
