import type { Page } from '@flytower/cloud-common';
import type { Knex } from 'knex';

/** How a list in the database is filtered and counted by one field. */
export interface FacetColumn {
  /** Column whose values are counted. */
  column: string;
  /** Joins the table that has the column, when it is another one. */
  join?: (query: Knex.QueryBuilder) => void;
  /** Keeps rows with one of these values. */
  keep: (query: Knex.QueryBuilder, values: string[]) => void;
}

/** A filter on a column of the listed table itself. */
export function columnFacet(column: string): FacetColumn {
  return { column, keep: (query, values) => query.whereIn(column, values) };
}

/** Keeps rows in whose text every word occurs. */
export function keepFound(
  query: Knex.QueryBuilder,
  column: string,
  search: string | undefined,
): void {
  for (const word of (search ?? '').toLowerCase().split(/\s+/)) {
    if (!word) continue;
    const pattern = word.replace(/[\\%_]/g, match => `\\${match}`);
    query.whereRaw(`?? like ? escape '\\'`, [column, `%${pattern}%`]);
  }
}

/**
 * Total and facets of a list. A facet counts what all other filters leave, so that people see what a second value of
 * the same filter would add.
 *
 * @param base - the rows before filtering by facets: narrowed and searched
 */
export async function countList(options: {
  base: () => Knex.QueryBuilder;
  facets: Record<string, FacetColumn>;
  wanted: Record<string, string[] | undefined>;
}): Promise<{ total: number; facets: Page<unknown>['facets'] }> {
  const { base, facets, wanted } = options;
  const total = await filtered(base(), facets, wanted).count({ count: '*' });
  const counted = await Promise.all(
    Object.entries(facets).map(async ([name, { column, join }]) => {
      const query = filtered(base(), facets, { ...wanted, [name]: undefined });
      join?.(query);
      const rows: { value: string; count: number | string }[] = await query
        .select({ value: column })
        .count({ count: '*' })
        .whereNotNull(column)
        .groupBy(column)
        .orderBy(column);
      return [
        name,
        rows.map(({ value, count }) => ({ value, count: Number(count) })),
      ];
    }),
  );
  return { total: Number(total[0].count), facets: Object.fromEntries(counted) };
}

/** The rows that pass all filters. */
export function filtered(
  query: Knex.QueryBuilder,
  facets: Record<string, FacetColumn>,
  wanted: Record<string, string[] | undefined>,
): Knex.QueryBuilder {
  for (const [name, { keep }] of Object.entries(facets)) {
    const values = wanted[name];
    if (values?.length) keep(query, values);
  }
  return query;
}

/** Orders by a column with absent values last in either direction, then by id, so that pages never overlap. */
export function ordered(
  query: Knex.QueryBuilder,
  column: string,
  order: 'asc' | 'desc',
  options: { id: string; text: boolean },
): Knex.QueryBuilder {
  const key = options.text ? 'lower(??)' : '??';
  return query
    .orderByRaw('case when ?? is null then 1 else 0 end', [column])
    .orderByRaw(`${key} ${order === 'desc' ? 'desc' : 'asc'}`, [column])
    .orderBy(options.id);
}
