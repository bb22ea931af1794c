import type { Page } from '@flytower/cloud-common';
import type { Knex } from 'knex';
import { inOrder, type ListQuery } from './pageItems';

type Facet = Page<never>['facets'][string];

/** How a list in a database is filtered and ordered; searches look into the column `search`, which is in small letters. */
export interface RowRules {
  /** Column of each filter; each of them is a facet, too. */
  facets: Record<string, string>;
  /** Columns of further filters that are no facets. */
  filters?: Record<string, string>;
  /** SQL to order by; `id` makes the order total, so that pages never overlap. */
  sort: Record<string, string[]>;
}

/**
 * One page of a list that the database makes. A facet counts what all *other* filters leave, so that it says what
 * choosing it would give.
 *
 * @param rows - everything that the asker may see
 */
export async function pageRows<TRow extends object>(
  rows: () => Knex.QueryBuilder,
  query: ListQuery,
  rules: RowRules,
): Promise<{ rows: TRow[]; total: number; facets: Page<never>['facets'] }> {
  const page = matching(rows(), query, rules);
  for (const sql of rules.sort[query.sort]) {
    // what has no value comes last in either direction
    page.orderByRaw(`${sql} is null`);
    page.orderByRaw(`${sql} ${query.order === 'desc' ? 'desc' : 'asc'}`);
  }
  const [found, [{ total }], facets] = await Promise.all([
    page.orderBy('id').offset(query.offset).limit(query.limit),
    matching(rows(), query, rules).count({ total: '*' }),
    Promise.all(
      Object.entries(rules.facets).map(
        async ([name, column]): Promise<[string, Facet]> => [
          name,
          await facetOf(matching(rows(), query, rules, name), column),
        ],
      ),
    ),
  ]);
  return {
    rows: found,
    total: Number(total),
    facets: Object.fromEntries(facets),
  };
}

function matching(
  rows: Knex.QueryBuilder,
  query: ListQuery,
  { facets, filters }: RowRules,
  except?: string,
) {
  for (const [name, column] of Object.entries({ ...facets, ...filters })) {
    const wanted = query[name] as string[] | undefined;
    if (wanted?.length && name !== except) rows.whereIn(column, wanted);
  }
  for (const word of query.search?.toLowerCase().split(/\s+/) ?? []) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    if (word) rows.whereRaw("search like ? escape '\\'", [pattern]);
  }
  return rows;
}

async function facetOf(
  rows: Knex.QueryBuilder,
  column: string,
): Promise<Facet> {
  const counted: { value: string; count: string | number }[] = await rows
    .whereNotNull(column)
    .groupBy(column)
    .select({ value: column })
    .count({ count: '*' });
  return counted
    .map(({ value, count }) => ({ value, count: Number(count) }))
    .sort(inOrder);
}
