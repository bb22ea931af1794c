/**
 * The same request at another path. What ends it is not carried over: a request that is made of another one
 * holds on to that one's end only weakly, and would miss it once the other one is collected as garbage.
 */
export function withPath(request: Request, path: string): Request {
  const url = new URL(request.url);
  url.pathname = path;
  const init: RequestInit & { duplex?: 'half' } = {
    method: request.method,
    headers: request.headers,
    ...(request.body ? { body: request.body, duplex: 'half' } : {}),
  };
  return new Request(url, init);
}
