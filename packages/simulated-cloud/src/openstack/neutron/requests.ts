import type { z } from 'zod';
import { asPython } from '../asPython';
import { neutronFault } from '../faults';
import {
  isAdmin,
  nextPage,
  projectOf,
  type ServiceContext,
} from '../serviceApp';

export interface Owned {
  projectId: string;
}

/** What only an administrator may do. */
export const deny = (c: ServiceContext, rule: string) =>
  neutronFault('PolicyNotAuthorized')(
    c,
    403,
    `rule:${rule} is disallowed by policy`,
  );

export const missing = (c: ServiceContext, kind: string, id: string) =>
  neutronFault(`${kind.replace(/ /g, '')}NotFound`)(
    c,
    404,
    `${kind} ${id} could not be found.`,
  );

export const mayUse = (c: ServiceContext, { projectId }: Owned): boolean =>
  isAdmin(c.get('token')) || projectId === projectOf(c.get('token'));

/** The thing in a body, or Neutron's refusal. Unknown attributes are refused by name. */
export async function readBody<T>(
  c: ServiceContext,
  key: string,
  schema: z.ZodType<T>,
): Promise<{ body: T } | { refusal: Response }> {
  const given = await c.req.json();
  const parsed = schema.safeParse(given?.[key]);
  if (parsed.success) return { body: parsed.data };
  const [issue] = parsed.error.issues;
  const field = issue.path.join('.');
  const isAbsent = given?.[key]?.[issue.path[0] ?? ''] === undefined;
  const why = isAbsent
    ? `Failed to parse request. Required attribute '${field}' not specified`
    : `Invalid input for ${field}. Reason: ${issue.message}.`;
  return {
    refusal: neutronFault('HTTPBadRequest')(
      c,
      400,
      issue.code === 'unrecognized_keys'
        ? `Unrecognized attribute(s) ${asPython(issue.keys.join("', '"))}`
        : why,
    ),
  };
}

const reserved = new Set([
  'limit',
  'marker',
  'fields',
  'sort_key',
  'sort_dir',
  'page_reverse',
]);

/** Neutron's lists: any attribute filters, several values of one are alternatives. */
export function listOf<T extends { id: string }>(
  c: ServiceContext,
  base: string,
  key: string,
  all: T[],
): Response {
  const query = c.req.queries();
  const textOf = (item: T, field: string): string[] => {
    const value: unknown = Object.entries(item).find(
      ([name]) => name === field,
    )?.[1];
    return (Array.isArray(value) ? value : [value]).map(one =>
      String(one ?? '').toLowerCase(),
    );
  };
  const filters = Object.entries(query).filter(([name]) => !reserved.has(name));
  const matching = all.filter(item =>
    filters.every(
      ([name, values]) =>
        !(name in item) ||
        values.some(value => textOf(item, name).includes(value.toLowerCase())),
    ),
  );
  const keys = query.sort_key ?? [];
  if (keys.length > 0) {
    const sign = query.sort_dir?.[0] === 'desc' ? -1 : 1;
    const rank = (item: T) => keys.flatMap(one => textOf(item, one)).join(' ');
    matching.sort((a, b) => {
      const [x, y] = [rank(a), rank(b)];
      return sign * (x < y ? -1 : Number(x > y));
    });
  }
  const { limit: wanted = '0', marker } = c.req.query();
  const limit = Number(wanted) || matching.length;
  const start = marker ? matching.findIndex(({ id }) => id === marker) + 1 : 0;
  const items = matching.slice(start, start + limit);
  const fields = query.fields ?? [];
  const shown = fields.length
    ? items.map(item =>
        Object.fromEntries(
          Object.entries(item).filter(([name]) => fields.includes(name)),
        ),
      )
    : items;
  return c.json({ [key]: shown, ...links() });

  /** A full page may have something before and after it; Neutron does not look. */
  function links() {
    if (!Number(wanted) || items.length === 0) return {};
    const around = [
      ...(items.length === limit
        ? [{ rel: 'next', href: nextPage(c, base, items[items.length - 1].id) }]
        : []),
      {
        rel: 'previous',
        href: `${nextPage(c, base, items[0].id)}&page_reverse=True`,
      },
    ];
    return { [`${key}_links`]: around };
  }
}
