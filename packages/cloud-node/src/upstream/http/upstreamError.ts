import {
  ConflictError,
  InputError,
  isError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { faultMessage } from './faults';

/** A refusal as it came over the wire. */
export interface Refusal {
  /** How people call the system: `OpenStack main, compute in north`. */
  system: string;
  status: number;
  body: string;
  /** Seconds of `Retry-After`, if it was sent. */
  retryAfter?: number;
}

const statuses = new WeakMap<Error, number>();

/** The status that the upstream gave, for those few who must tell a 404 from a dead system. */
export function upstreamStatus(error: unknown): number | undefined {
  return error instanceof Error ? statuses.get(error) : undefined;
}

/**
 * The one place where an upstream's refusal becomes an error of ours. A foreign 401 or 403 never reaches a browser as
 * such: it is about the portal's account, and would sign our user out.
 */
export function upstreamError(refusal: Refusal): Error {
  const error = translate(refusal);
  statuses.set(error, refusal.status);
  return error;
}

function translate({ system, status, body, retryAfter = 0 }: Refusal): Error {
  const said = faultMessage(body);
  const because = said ? `: ${said}` : '';
  if (isOverQuota(status, said ?? body, retryAfter)) {
    return new ConflictError(`The quota is used up, says ${system}${because}`);
  }
  switch (status) {
    case 400:
      return new InputError(`${system} does not accept this${because}`);
    case 401:
      return new ServiceUnavailableError(
        `${system} rejected the portal's account; its credentials in the portal's configuration may be wrong or expired`,
      );
    case 403:
      return new ServiceUnavailableError(
        `${system} does not let the portal's account do this${because}`,
      );
    case 404:
      return new NotFoundError(`${system} does not have it${because}`);
    case 406:
      return new ServiceUnavailableError(
        `${system} does not speak the version of its API that the portal needs${because}`,
      );
    case 409:
      return new ConflictError(`${system} cannot do this now${because}`);
    case 413:
    case 429:
      return new ServiceUnavailableError(
        `${system} asks the portal to slow down${because}`,
      );
    default:
      return status >= 300 && status < 400
        ? new ServiceUnavailableError(
            `${system} redirects elsewhere (${status}), and the portal does not follow; check the configured address`,
          )
        : new ServiceUnavailableError(`${system} failed (${status})${because}`);
  }
}

/** Nova 403, cinder and designate 413 without a time to wait, neutron 409: each has its own way to say it. */
function isOverQuota(status: number, said: string, retryAfter: number) {
  if (status === 413) return retryAfter === 0;
  return (status === 403 || status === 409) && /quota/i.test(said);
}

/** Refusals that stay the same when the same is asked again. */
const refusals = [
  'InputError',
  'ConflictError',
  'NotFoundError',
  'NotAllowedError',
];

/** Whether something was refused, as opposed to upstream being in trouble: then trying again does not help. @public */
export function isRefused(error: unknown): error is Error {
  return isError(error) && refusals.includes(error.name);
}
