import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Page sizes to choose from; the first is the default. */
export const pageSizes = [25, 50, 100];

/** What a door's list is to be asked for. */
export type ListQuery<S extends string, F extends string> = {
  offset: number;
  limit: number;
  sort: S;
  order: 'asc' | 'desc';
  search?: string;
} & { [filter in F]?: string[] };

/** Where somebody is in a list: page, order, words searched for, filters. */
export interface ListState<
  S extends string = string,
  F extends string = string,
> {
  /** Hand this to the door as it is, and make it part of the query key. */
  query: ListQuery<S, F>;
  filters: { [filter in F]: string[] };
  /** True when something is searched for or filtered by. */
  isNarrowed: boolean;
  setSearch(search: string): void;
  setSort(sort: S, order: 'asc' | 'desc'): void;
  setFilter(filter: F, values: string[]): void;
  setPage(page: { offset?: number; limit?: number }): void;
  /** Forgets search and filters. */
  clear(): void;
}

/**
 * Keeps the state of a list in the URL, so that it can be shared, bookmarked and gone back to. What a URL says that
 * this list does not know is ignored.
 *
 * ```ts
 * const list = useListState({ sorts: ['name', 'owner'], filters: ['owner', 'region'] });
 * const projects = useQuery(projectQueries.list(api, list.query));
 * ```
 *
 * @public
 */
export function useListState<
  const S extends string,
  const F extends string,
>(options: {
  /** What can be sorted by; the first is the default. */
  sorts: readonly [S, ...S[]];
  filters: readonly F[];
  /** Sets two lists on one page apart. */
  prefix?: string;
  /** When the URL does not say; `asc` otherwise. */
  defaultOrder?: 'asc' | 'desc';
}): ListState<S, F> {
  const [params, setParams] = useSearchParams();
  const prefix = options.prefix ? `${options.prefix}.` : '';
  const defaultOrder = options.defaultOrder ?? 'asc';
  // Options are written anew on each render; what counts is what they say.
  const known = JSON.stringify([options.sorts, options.filters]);

  const state = useMemo(() => {
    const [sorts, filterNames] = JSON.parse(known) as [S[], F[]];
    const get = (name: string) => params.get(prefix + name) ?? undefined;

    const filters = Object.fromEntries(
      filterNames.map(name => [name, params.getAll(prefix + name)]),
    ) as { [filter in F]: string[] };
    const used = Object.fromEntries(
      filterNames
        .filter(name => filters[name].length > 0)
        .map(name => [name, filters[name]]),
    ) as { [filter in F]?: string[] };
    const search = get('search')?.trim() || undefined;

    const query: ListQuery<S, F> = {
      offset: toCount(get('offset')),
      limit:
        pageSizes.find(size => String(size) === get('limit')) ?? pageSizes[0],
      sort: sorts.find(sort => sort === get('sort')) ?? sorts[0],
      order:
        (['asc', 'desc'] as const).find(one => one === get('order')) ??
        defaultOrder,
      ...(search && { search }),
      ...used,
    };
    const isNarrowed = Boolean(search) || Object.keys(used).length > 0;
    return { query, filters, filterNames, isNarrowed };
  }, [params, prefix, known, defaultOrder]);

  const change = useCallback(
    (values: Record<string, string | string[] | undefined>) =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(values)) {
            after.delete(prefix + name);
            for (const one of [value ?? []].flat()) {
              if (one) after.append(prefix + name, one);
            }
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams, prefix],
  );

  const { filterNames, ...rest } = state;
  return {
    ...rest,
    setSearch: search => change({ search: search.trim(), offset: undefined }),
    setSort: (sort, order) => change({ sort, order, offset: undefined }),
    setFilter: (filter, values) =>
      change({ [filter]: values, offset: undefined }),
    setPage: page =>
      change({
        ...(page.offset !== undefined && {
          offset: page.offset > 0 ? String(page.offset) : undefined,
        }),
        ...(page.limit !== undefined && {
          limit: String(page.limit),
          offset: undefined,
        }),
      }),
    clear: () =>
      change({
        search: undefined,
        offset: undefined,
        ...Object.fromEntries(filterNames.map(name => [name, undefined])),
      }),
  };
}

function toCount(text = '0'): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
