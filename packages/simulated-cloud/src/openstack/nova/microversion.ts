import type { MiddlewareHandler } from 'hono';
import { novaFault } from '../faults';
import type { ServiceContext, ServiceEnv } from '../serviceApp';

export const newest = 93;

/** Minor part of the microversion that a request asks for; none means 2.1. */
export function askedVersion(c: ServiceContext): number | 'malformed' {
  const text = textOf(c);
  if (!text) return 1;
  if (text === 'latest') return newest;
  const match = /^2\.(\d+)$/.exec(text);
  return match ? Number(match[1]) : 'malformed';
}

const textOf = (c: ServiceContext): string | undefined =>
  (
    c.req.header('openstack-api-version')?.replace(/^compute\s+/, '') ??
    c.req.header('x-openstack-nova-api-version')
  )?.trim();

/** Refuses versions that are not there, and says which one an answer is of. */
export const microversions: MiddlewareHandler<ServiceEnv> = async (c, next) => {
  const version = askedVersion(c);
  if (version === 'malformed') {
    return novaFault(
      c,
      400,
      `API Version String ${textOf(
        c,
      )} is of invalid format. Must be of format MajorNum.MinorNum.`,
    );
  }
  c.header('OpenStack-API-Version', `compute 2.${version}`);
  c.header('X-OpenStack-Nova-API-Version', `2.${version}`);
  c.header('Vary', 'OpenStack-API-Version, X-OpenStack-Nova-API-Version');
  c.header('x-compute-request-id', c.get('requestId'));
  if (version > newest || version < 1) {
    return novaFault(
      c,
      406,
      `Version 2.${version} is not supported by the API. Minimum is 2.1 and maximum is 2.${newest}.`,
    );
  }
  await next();
  if (!c.res.headers.has('content-type'))
    c.header('content-type', 'application/json');
  return undefined;
};
