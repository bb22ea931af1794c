import { ResponseError } from '@backstage/errors';

/** Asked again, the answer would be the same. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ResponseError && error.statusCode < 500;
}
