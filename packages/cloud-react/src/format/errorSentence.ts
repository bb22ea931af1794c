import { ResponseError } from '@backstage/errors';

/** What went wrong, in the words of whoever said it: the door's own sentence when there is one. @public */
export function errorSentence(error: unknown): string {
  if (error instanceof ResponseError) return error.body.error.message;
  if (error instanceof Error) return error.message;
  return String(error);
}
