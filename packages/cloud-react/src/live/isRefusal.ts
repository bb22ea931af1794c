import { ResponseError } from '@backstage/errors';

/** Gone, or no longer for whoever asks: what was read of it before is not theirs to see any more. */
export function isLost(error: unknown): boolean {
  return (
    error instanceof ResponseError && [403, 404].includes(error.statusCode)
  );
}

/** Asked again, the answer would be the same. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ResponseError && error.statusCode < 500;
}
