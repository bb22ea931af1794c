import type { Clock } from '../../Clock';
import type { Scenarios } from '../../Scenarios';

/** Scenarios may name it: `slow` for `rancher` alone, for example. */
const target = 'rancher';

/** What goes wrong before Rancher is reached at all; undefined when nothing does. */
export async function scenarioAnswer(
  scenarios: Scenarios,
  clock: Clock,
  request: Request,
): Promise<Response | undefined> {
  if (scenarios.isOn('slow', target)) await clock.sleep(5000, request.signal);
  if (scenarios.isOn('rancher-down', target)) {
    return new Response('no available server\n', {
      status: 503,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  }
  if (scenarios.isOn('html-answer', target)) {
    return new Response(
      '<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>',
      { headers: { 'content-type': 'text/html; charset=utf-8' } },
    );
  }
  if (scenarios.isOn('rancher-401', target)) return unauthorized();
  return undefined;
}

/** What Rancher's filter answers: its `status` is text. */
export function unauthorized(message = 'must authenticate'): Response {
  return Response.json(
    {
      type: 'error',
      status: '401',
      message: `Unauthorized 401: ${message}`,
    },
    { status: 401 },
  );
}
