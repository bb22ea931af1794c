import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { z } from 'zod';

const statusWire = z.object({
  kind: z.literal('Status').optional().catch(undefined),
  message: z.string().default(''),
  reason: z.string().default(''),
  code: z.coerce.number().optional().catch(undefined),
  details: z
    .object({
      kind: z.string().optional(),
      name: z.string().optional(),
      causes: z
        .array(
          z.object({
            field: z.string().default(''),
            message: z.string().default(''),
          }),
        )
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** What a refused request says: a Kubernetes `Status`, plain text, or a proxy's HTML page. */
export interface Refusal {
  system: string;
  status: number;
  body: string;
}

/** The resource version that was asked for is too old: read the list again. */
export class ExpiredError extends Error {
  override name = 'ExpiredError';
}

/**
 * Turns an upstream's refusal into an error for the person who sees it. A 401 becomes "unavailable": it is the
 * portal's account that was rejected, and a 401 in the browser would sign the user out.
 */
export function kubernetesError(refusal: Refusal): Error {
  const { system, status } = refusal;
  const said = readStatus(refusal.body);
  const message = said.message || `answered ${status}`;
  switch (said.code ?? status) {
    case 400:
    case 422:
      return new InputError(`${system} refused it: ${withFields(said)}`);
    case 401:
      return new ServiceUnavailableError(
        `${system} rejected the portal's service account; its token is wrong or has expired`,
      );
    case 403:
      return new NotAllowedError(
        /quota/i.test(message)
          ? `${system} refused it because a quota is exhausted: ${message}`
          : `${system} does not allow this to the portal's service account: ${message}`,
      );
    case 404:
      return new NotFoundError(`${system}: ${message}`);
    case 409:
      return new ConflictError(`${system}: ${message}`);
    case 410:
      return new ExpiredError(`${system}: ${message}`);
    case 413:
      return new InputError(`${system} refused it as too large: ${message}`);
    default:
      return new ServiceUnavailableError(
        `${system} answered ${status}: ${message}`,
      );
  }
}

/** A failed `test` of a JSON patch is refused with words that name nothing: it means that somebody was faster. */
export function patchError(error: unknown, what: string): unknown {
  return error instanceof InputError &&
    /due to an error in our request/.test(error.message)
    ? new ConflictError(
        `${what} was changed by somebody else meanwhile; look at it again`,
        error,
      )
    : error;
}

/** Nothing usable came back at all: refused connection, timeout, broken certificate, broken body. */
export function unreachable(system: string, cause: unknown): Error {
  return new ServiceUnavailableError(
    `${system} cannot be reached: ${reasonOf(cause)}`,
    cause,
  );
}

/** The innermost reason of a failed fetch: `fetch failed` alone helps nobody. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it did not answer in time';
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return 'code' in error && !error.message ? String(error.code) : error.message;
}

function readStatus(body: string): Partial<z.infer<typeof statusWire>> {
  try {
    return statusWire.parse(JSON.parse(body));
  } catch {
    return { message: plain(body) };
  }
}

/** Text of a page that some proxy in between wrote. */
function plain(body: string): string {
  const isPage = /^\s*</.test(body);
  const title = /<title>([^<]*)<\/title>/i.exec(body)?.[1];
  const text = isPage ? title ?? 'a web page instead of an answer' : body;
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}

function withFields(said: Partial<z.infer<typeof statusWire>>): string {
  const causes = (said.details?.causes ?? []).filter(cause => cause.field);
  if (causes.length === 0) return said.message || 'the input is not valid';
  return causes.map(cause => `${cause.field}: ${cause.message}`).join('; ');
}
