import { InputError } from '@backstage/errors';
import type { Page } from '@flytower/cloud-common';
import type { z } from 'zod';
import { parseInput } from '../requests/parseInput';

/** Most that an operation over many is done to. */
const most = 1_000;
const pageSize = 500;

/**
 * Ids of everything that the filters of a list find. A filter that the list does not know, or that names no value, is
 * refused: left out it would find everything.
 *
 * @public
 */
export async function selectIds<T extends z.ZodObject>(
  schema: T,
  filters: Record<string, string[]>,
  list: (query: z.output<T>) => Promise<Page<{ id: string }>>,
): Promise<string[]> {
  const known = Object.keys(schema.shape).filter(
    name => !['offset', 'limit', 'sort', 'order'].includes(name),
  );
  for (const [name, values] of Object.entries(filters)) {
    if (!known.includes(name)) {
      throw new InputError(
        `"select.${name}": there is no such filter; choose among ${known.join(
          ', ',
        )}`,
      );
    }
    if (values.length === 0) {
      throw new InputError(`"select.${name}": name at least one value`);
    }
  }
  const { search, ...narrowing } = filters;
  const query = (offset: number) =>
    parseInput(schema, {
      ...narrowing,
      ...(search && { search: search.join(' ') }),
      offset,
      limit: pageSize,
    });
  const ids: string[] = [];
  for (;;) {
    const page = await list(query(ids.length));
    if (page.total > most) {
      throw new InputError(
        `"select" finds ${page.total}; at most ${most} go at once, so choose more narrowly`,
      );
    }
    ids.push(...page.items.map(({ id }) => id));
    if (page.items.length === 0 || ids.length >= page.total) return ids;
  }
}
