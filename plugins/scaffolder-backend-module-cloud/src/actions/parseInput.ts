import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/** Reads an action's input by the door's own schema, so that what it would refuse is said before anything is sent. */
export function parseInput<T extends z.ZodType>(
  schema: T,
  input: unknown,
): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new InputError(
    result.error.issues
      .map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`)
      .join('; '),
  );
}
