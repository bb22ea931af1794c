/** What a request to a door was, for a fake answer to look at. @public */
export interface DoorCall {
  /** `GET`, `POST` … */
  method: string;
  /** `/api/projects/projects`. */
  path: string;
  query: URLSearchParams;
  body: unknown;
}

type Answer = object | ((call: DoorCall) => object | Promise<object>);

/**
 * Answers of the doors by `METHOD plugin/path`, on the wire: the real clients read them, so an answer of the wrong
 * shape fails like in the real house. A `Response` is sent as it is. `*` stands for one part of the path.
 *
 * ```ts
 * const doors = fakeDoors({
 *   'GET projects/projects': aPage([aProject()]),
 *   'GET projects/projects/*': new Response('…', { status: 500 }),
 * });
 * ```
 *
 * @public
 */
export function fakeDoors(routes: { [route: string]: Answer }) {
  const calls: DoorCall[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const text = await request.text();
    const call: DoorCall = {
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      body: text ? JSON.parse(text) : undefined,
    };
    calls.push(call);

    const route = Object.keys(routes).find(one => matches(one, call));
    if (!route) {
      return errorResponse(
        404,
        `No fake answer for ${call.method} ${call.path}`,
      );
    }
    const answer = routes[route];
    const body = typeof answer === 'function' ? await answer(call) : answer;
    return body instanceof Response ? body.clone() : Response.json(body);
  };
  return { fetch, calls };
}

/** A refusal as Backstage's backends write it. @public */
export function errorResponse(status: number, message: string): Response {
  return Response.json(
    {
      error: { name: status === 404 ? 'NotFoundError' : 'Error', message },
      response: { statusCode: status },
    },
    { status },
  );
}

function matches(route: string, call: DoorCall): boolean {
  const [method, path] = route.split(' ');
  const wanted = `/api/${path}`.split('/');
  const given = call.path.split('/');
  return (
    method === call.method &&
    wanted.length === given.length &&
    wanted.every((part, i) => part === '*' || part === given[i])
  );
}
