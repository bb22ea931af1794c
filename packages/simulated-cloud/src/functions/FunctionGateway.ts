import type { CloudContext, CloudPart } from '../context';
import type { KnativePlatform } from '../controllers/knative';
import { HttpListener } from './HttpListener';

/** Headers that belong to one connection only. */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** The ingress of all function platforms: the `Host` header chooses the function. */
export class FunctionGateway implements CloudPart {
  private readonly listener: HttpListener;

  constructor(
    private readonly context: CloudContext,
    private readonly platforms: KnativePlatform[],
    port: number,
  ) {
    this.listener = new HttpListener(request => this.fetch(request), port);
  }

  async start(): Promise<void> {
    this.context.urls.gateway = await this.listener.start();
  }

  async stop(): Promise<void> {
    await this.listener.stop();
  }

  async fetch(request: Request): Promise<Response> {
    const host = (request.headers.get('host') ?? new URL(request.url).host)
      .toLowerCase()
      .replace(/:\d+$/, '');
    for (const platform of this.platforms) {
      const found = platform.route(host);
      if (!found) continue;
      if (this.context.scenarios.isOn('functions-down', platform.name))
        return text(503, 'upstream connect error or disconnect/reset');
      const { revision } = found;
      if (!revision) return text(503, 'no healthy upstream');
      const deadline = (revision.spec.timeoutSeconds ?? 300) * 1000;
      try {
        return await platform.serve(revision, port =>
          forward(request, port, deadline),
        );
      } catch (error) {
        return error instanceof Error && error.name === 'TimeoutError'
          ? text(504, 'activator request timeout')
          : text(502, `the instance failed: ${reasonOf(error)}`);
      }
    }
    return text(404, '');
  }
}

async function forward(request: Request, port: number, deadlineMs: number) {
  const url = new URL(request.url);
  const headers = new Headers(request.headers);
  for (const name of [...hopByHop, 'content-length', 'accept-encoding'])
    headers.delete(name);
  const body = /^(GET|HEAD)$/.test(request.method)
    ? null
    : await request.arrayBuffer();
  const answer = await fetch(
    `http://127.0.0.1:${port}${url.pathname}${url.search}`,
    {
      method: request.method,
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.any([
        request.signal,
        AbortSignal.timeout(deadlineMs),
      ]),
    },
  );
  const content = await answer.arrayBuffer();
  const back = new Headers(answer.headers);
  for (const name of [...hopByHop, 'content-length', 'content-encoding'])
    back.delete(name);
  return new Response(content.byteLength > 0 ? content : null, {
    status: answer.status,
    headers: back,
  });
}

function text(status: number, message: string): Response {
  return new Response(message, {
    status,
    headers: { 'content-type': 'text/plain' },
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
