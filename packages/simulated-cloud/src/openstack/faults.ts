import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Refusals, each in the shape of the service that sends it. */
export type Fault = (
  c: Context,
  status: ContentfulStatusCode,
  message: string,
) => Response;

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  500: 'Internal Server Error',
};

/** Keystone's own, and every service's 401. */
export const keystoneFault: Fault = (c, status, message) =>
  c.json(
    { error: { code: status, message, title: titles[status] ?? 'Error' } },
    status,
  );

const novaKeys: Record<number, string> = {
  400: 'badRequest',
  403: 'forbidden',
  404: 'itemNotFound',
  409: 'conflictingRequest',
  413: 'overLimit',
};

export const novaFault: Fault = (c, status, message) =>
  c.json(
    { [novaKeys[status] ?? 'computeFault']: { code: status, message } },
    status,
    { 'content-type': 'application/json; charset=UTF-8' },
  );

export const cinderFault: Fault = (c, status, message) =>
  c.json(
    { [novaKeys[status] ?? 'computeFault']: { code: status, message } },
    status,
  );

/** Cinder's way to say that a quota does not hold it: the same status as for too many requests. */
export const cinderOverLimit = (c: Context, message: string) => {
  c.header('Retry-After', '0');
  return c.json({ overLimit: { code: 413, message, retryAfter: '0' } }, 413);
};

export const neutronFault =
  (type: string): Fault =>
  (c, status, message) =>
    c.json({ NeutronError: { type, message, detail: '' } }, status);

export const glanceFault: Fault = (c, status, message) =>
  c.json(
    {
      message: `${message}<br /><br />\n\n\n`,
      code: `${status} ${titles[status]}`,
      title: titles[status],
    },
    status,
  );

export const unauthenticated = (
  c: Context,
  keystone: string,
  message = 'The request you have made requires authentication.',
) => {
  c.header('WWW-Authenticate', `Keystone uri="${keystone}/v3"`);
  return keystoneFault(c, 401, message);
};

export const glanceUnauthenticated = (c: Context, keystone: string) => {
  c.header('Www-Authenticate', `Keystone uri="${keystone}/v3"`);
  return glanceFault(
    c,
    401,
    'This server could not verify that you are authorized to access the document you requested. Either you supplied the wrong credentials (e.g., bad password), or your browser does not understand how to supply the credentials required.',
  );
};
