import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/**
 * Input in the shape that a schema promises, or an `InputError` that names every field and what is wrong with it.
 *
 * @public
 */
export function parseInput<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(issue => {
    const { path } = issue;
    const sentence = sentenceOf(issue);
    return path.length > 0 ? `"${path.join('.')}": ${sentence}` : sentence;
  });
  throw new InputError(`This cannot be used as it is: ${problems.join('; ')}`);
}

/** Of a name that cannot be used zod itself says only that; why not, it keeps below. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key'
    ? issue.issues.map(({ message }) => message).join(', ')
    : issue.message;
}
