import type { z } from 'zod';
import { reasonOf, valueAt } from '../asPython';
import { keystoneFault } from '../faults';
import type { ServiceContext } from '../serviceApp';

export const forbidden = (
  c: ServiceContext,
  action: string,
  prefix = 'identity:',
) =>
  keystoneFault(
    c,
    403,
    `You are not authorized to perform the requested action: ${prefix}${action}.`,
  );

/** Keystone's 404, with what was looked for. */
export const missing = (c: ServiceContext, what: string, id: string) =>
  keystoneFault(c, 404, `Could not find ${what}: ${id}.`);

/** Keystone's 409, as its storage words it. */
export const conflict = (c: ServiceContext, what: string, why: string) =>
  keystoneFault(
    c,
    409,
    `Conflict occurred attempting to store ${what} - ${why}.`,
  );

/** The body of a request, or the refusal that Keystone sends for it. */
export async function readBody<T>(
  c: ServiceContext,
  schema: z.ZodType<T>,
): Promise<{ body: T } | { refusal: Response }> {
  const given = await c.req.json();
  const parsed = schema.safeParse(given);
  if (parsed.success) return { body: parsed.data };
  const { issues } = parsed.error;
  // What is there and wrong is told before what is missing.
  const issue =
    issues.find(({ path }) => valueAt(given, path) !== undefined) ?? issues[0];
  const field = String(issue.path[issue.path.length - 1] ?? 'body');
  const value = valueAt(given, issue.path);
  return {
    refusal: keystoneFault(
      c,
      400,
      value === undefined
        ? `'${field}' is a required property`
        : `Invalid input for field '${field}': ${reasonOf(issue, value)}`,
    ),
  };
}

/** Whether something has the value that a query asks for, if it asks. */
export const asked = (wanted: string | undefined, value: string): boolean =>
  wanted === undefined || wanted === '' || wanted === value;
