import type { Page } from '@flytower/cloud-common';
import { useEffect } from 'react';
import type { ListState } from './useListState';

/**
 * Goes to the last page where a list ends before the page that is asked for: it became shorter under somebody, or the
 * address is an old one.
 *
 * @public
 */
export function useLastPage<S extends string, F extends string>(
  list: ListState<S, F>,
  page: Pick<Page<unknown>, 'items' | 'total'> | undefined,
) {
  const { offset, limit } = list.query;
  const { setPage } = list;
  const isPast = page && page.items.length === 0 && page.total > 0;
  const last = isPast ? Math.floor((page.total - 1) / limit) * limit : offset;

  useEffect(() => {
    if (last < offset) setPage({ offset: last });
    // `setPage` is new on each render and always does the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [last, offset]);
}
