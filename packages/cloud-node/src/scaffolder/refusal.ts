import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
  isError,
} from '@backstage/errors';
import type { Precheck } from '@flytower/cloud-common';
import type { Problem } from '../precheck';

const known = {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
};

const fallbacks: { [status: number]: keyof typeof known } = {
  400: 'InputError',
  401: 'AuthenticationError',
  403: 'NotAllowedError',
  404: 'NotFoundError',
  409: 'ConflictError',
};

/**
 * What a door answered, as the sentence it answered with: the task's log shows it to a person, who has no use for
 * "Request failed with 409".
 */
export function toRefusal(error: unknown): Error {
  if (!isError(error)) return new Error(String(error));
  if (error.name !== 'ResponseError') return error;
  const cause = isError(error.cause) ? error.cause : undefined;
  const name =
    Object.keys(known).find(
      (each): each is keyof typeof known => each === cause?.name,
    ) ??
    fallbacks[Number(error.statusCode)] ??
    'ServiceUnavailableError';
  return new known[name](cause?.message ?? error.message);
}

/** Waits for a door, and translates its refusal. */
export async function ask<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw toRefusal(error);
  }
}

/** The sentences of a precheck: warnings are handed back, what blocks is thrown as one error. */
export function warningsOrThrow(what: string, precheck: Precheck): string[] {
  const sentences = (severity: 'blocks' | 'warns') =>
    precheck.problems
      .filter(problem => problem.severity === severity)
      .map(problem => withField(problem));
  const blocks = sentences('blocks');
  if (blocks.length > 0) {
    throw new InputError(`${what} cannot succeed: ${blocks.join(' ')}`);
  }
  return sentences('warns');
}

function withField(problem: Problem): string {
  const sentence = /[.!?]$/.test(problem.message)
    ? problem.message
    : `${problem.message}.`;
  return problem.field && !sentence.includes(problem.field)
    ? `${problem.field}: ${sentence}`
    : sentence;
}
