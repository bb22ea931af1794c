import { ResponseError } from '@backstage/errors';

/** Whether it is what was asked that is wrong, so that asking the same again is of no use. @public */
export function isWrongInput(error: unknown): boolean {
  return error instanceof ResponseError && error.statusCode === 400;
}

/** What went wrong, in the words of whoever said it: the door's own sentence when there is one. @public */
export function errorSentence(error: unknown): string {
  if (error instanceof ResponseError) return error.body.error.message;
  if (error instanceof Error) return error.message;
  return String(error);
}
