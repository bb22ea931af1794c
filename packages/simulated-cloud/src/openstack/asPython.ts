import type { z } from 'zod';

/** A value as Python writes it, for the messages of services that show what they were sent. */
export function asPython(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return `'${value.replace(/['\\]/g, '\\$&')}'`;
  if (Array.isArray(value)) return `[${value.map(asPython).join(', ')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(
      ([key, one]) => `${asPython(key)}: ${asPython(one)}`,
    );
    return `{${entries.join(', ')}}`;
  }
  return String(value);
}

type Issue = z.core.$ZodIssue;

/** What is wrong with a value, in the words of the JSON schemas that OpenStack's services check with. */
export function reasonOf(issue: Issue, value: unknown): string {
  const shown = asPython(value);
  if (issue.code === 'unrecognized_keys') {
    return `Additional properties are not allowed (${issue.keys
      .map(asPython)
      .join(', ')} was unexpected)`;
  }
  if (issue.code === 'too_small')
    return issue.origin === 'string'
      ? `${shown} is too short`
      : `${shown} is less than the minimum of ${issue.minimum}`;
  if (issue.code === 'too_big')
    return issue.origin === 'string'
      ? `${shown} is too long`
      : `${shown} is greater than the maximum of ${issue.maximum}`;
  if (issue.code === 'invalid_type')
    return `${shown} is not of type '${
      issue.expected === 'record' ? 'object' : issue.expected
    }'`;
  if (issue.code === 'invalid_format' && issue.pattern)
    return `${shown} does not match '${issue.pattern.replace(/^\/|\/$/g, '')}'`;
  return issue.message;
}

/** What a body has at the place where an issue was found. */
export function valueAt(body: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? new Map<PropertyKey, unknown>(Object.entries(value)).get(
            typeof key === 'number' ? String(key) : key,
          )
        : undefined,
    body,
  );
}
