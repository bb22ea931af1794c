import type { MiddlewareHandler } from 'hono';
import { novaFault } from '../faults';
import type { ServiceEnv } from '../serviceApp';

export const newest = 93;

/** Minor part of the microversion that a request asks for; none means 2.1. */
export function askedVersion(
  headers: (name: string) => string | undefined,
): number | 'malformed' {
  const text =
    headers('openstack-api-version')?.replace(/^compute\s+/, '') ??
    headers('x-openstack-nova-api-version');
  if (!text) return 1;
  if (text === 'latest') return newest;
  const match = /^2\.(\d+)$/.exec(text.trim());
  return match ? Number(match[1]) : 'malformed';
}

/** Refuses versions that are not there, and says which one an answer is of. */
export const microversions: MiddlewareHandler<ServiceEnv> = async (c, next) => {
  const version = askedVersion(name => c.req.header(name));
  if (version === 'malformed') {
    return novaFault(
      c,
      400,
      'API Version String is of invalid format. Must be of format MajorNum.MinorNum.',
    );
  }
  if (version > newest || version < 1) {
    return novaFault(
      c,
      406,
      `Version 2.${version} is not supported by the API. Minimum is 2.1 and maximum is 2.${newest}.`,
    );
  }
  await next();
  c.header('OpenStack-API-Version', `compute 2.${version}`);
  c.header('X-OpenStack-Nova-API-Version', `2.${version}`);
  c.header('Vary', 'OpenStack-API-Version, X-OpenStack-Nova-API-Version');
  c.header('x-compute-request-id', c.get('requestId'));
  return undefined;
};
