import type { Freshness, Page } from '@flytower/cloud-common';

/** How a list in memory is filtered, searched and ordered. @public */
export interface ListRules<T> {
  /** Value or values of an item for each filter; each of them is a facet, too. */
  facets: Record<string, (item: T) => string | string[] | undefined>;
  /** Further filters that are no facets. */
  filters?: Record<string, (item: T) => string | string[] | undefined>;
  /** Texts that a search looks into. */
  search: (item: T) => (string | undefined)[];
  sort: Record<string, (item: T) => string | number | undefined>;
  /** Makes the order total, so that pages never overlap. */
  idOf: (item: T) => string;
}

/** A parsed list query: page, order and the filters of the rules. @public */
export interface ListQuery {
  offset: number;
  limit: number;
  order: 'asc' | 'desc';
  sort: string;
  search?: string;
  [filter: string]: unknown;
}

const asList = (value: string | string[] | undefined) =>
  value === undefined ? [] : [value].flat();

const collator = new Intl.Collator('en', {
  numeric: true,
  sensitivity: 'base',
});

/**
 * One page of a list in memory. A facet counts what all *other* filters leave, so that it says what choosing it would give.
 *
 * @public
 */
export function pageItems<T>(
  items: T[],
  query: ListQuery,
  rules: ListRules<T>,
  freshness: Freshness[],
): Page<T> {
  const found = search(items, query.search, rules);
  const filters = { ...rules.facets, ...rules.filters };
  const keeps = (item: T, except?: string) =>
    Object.entries(filters).every(([name, valueOf]) => {
      const wanted = query[name] as string[] | undefined;
      return (
        name === except ||
        !wanted?.length ||
        asList(valueOf(item)).some(value => wanted.includes(value))
      );
    });

  const matching = found.filter(item => keeps(item));
  const facets = Object.fromEntries(
    Object.entries(rules.facets).map(([name, valueOf]) => [
      name,
      count(
        found
          .filter(item => keeps(item, name))
          .flatMap(item => asList(valueOf(item))),
      ),
    ]),
  );
  const sorted = matching.sort(comparing(query, rules));
  return {
    items: sorted.slice(query.offset, query.offset + query.limit),
    total: sorted.length,
    facets,
    freshness,
  };
}

function search<T>(items: T[], words: string | undefined, rules: ListRules<T>) {
  const wanted = words?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  if (wanted.length === 0) return [...items];
  return items.filter(item => {
    const text = rules.search(item).join('\n').toLowerCase();
    return wanted.every(word => text.includes(word));
  });
}

function count(values: string[]) {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, n]) => ({ value, count: n })).sort(inOrder);
}

/** Values of a facet as people expect them. */
export const inOrder = (a: { value: string }, b: { value: string }) =>
  collator.compare(a.value, b.value);

/** What has no value comes last in either direction. */
function comparing<T>(query: ListQuery, rules: ListRules<T>) {
  const valueOf = rules.sort[query.sort];
  const sign = query.order === 'desc' ? -1 : 1;
  return (a: T, b: T) => {
    const [x, y] = [valueOf(a), valueOf(b)];
    if (x !== y) {
      if (x === undefined) return 1;
      if (y === undefined) return -1;
      const order =
        typeof x === 'number' && typeof y === 'number'
          ? x - y
          : collator.compare(String(x), String(y));
      if (order !== 0) return sign * order;
    }
    return collator.compare(rules.idOf(a), rules.idOf(b));
  };
}
