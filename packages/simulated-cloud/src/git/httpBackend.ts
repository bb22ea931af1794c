import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { gitEnvironment } from './git';

/** Hands a request of git's smart protocol to git's own CGI program. */
export async function httpBackend(
  request: Request,
  options: { root: string; path: string; user?: string },
): Promise<Response> {
  const url = new URL(request.url);
  const child = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment,
      GIT_PROJECT_ROOT: options.root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: options.path,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers.get('content-type') ?? '',
      CONTENT_LENGTH: request.headers.get('content-length') ?? '',
      HTTP_CONTENT_ENCODING: request.headers.get('content-encoding') ?? '',
      GIT_PROTOCOL: request.headers.get('git-protocol') ?? '',
      REMOTE_ADDR: '127.0.0.1',
      ...(options.user && { REMOTE_USER: options.user }),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.signal.addEventListener('abort', () => child.kill());
  // git may answer before it has read everything
  child.stdin.on('error', () => {});
  child.stdin.end(Buffer.from(await request.arrayBuffer()));
  const { head, rest } = await readHead(child.stdout);
  const headers = new Headers();
  let status = 200;
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'status') status = Number.parseInt(value, 10);
    else headers.set(name, value);
  }
  if (!head) status = 500;
  return new Response(rest, { status, headers });
}

async function readHead(stream: Readable) {
  const reader = stream[Symbol.asyncIterator]();
  let read = Buffer.alloc(0);
  for (;;) {
    const { value, done } = await reader.next();
    if (value) read = Buffer.concat([read, value]);
    const end = /\r?\n\r?\n/.exec(read.toString('latin1'));
    if (end || done) {
      const cut = end ? end.index + end[0].length : read.length;
      return {
        head: end ? read.toString('latin1', 0, end.index) : '',
        rest: bodyOf(read.subarray(cut), reader),
      };
    }
  }
}

function bodyOf(first: Buffer, reader: AsyncIterator<Buffer>): ReadableStream {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (first.length > 0) controller.enqueue(first);
    },
    async pull(controller) {
      const { value, done } = await reader.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await reader.return?.();
    },
  });
}
