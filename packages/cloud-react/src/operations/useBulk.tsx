import type { Page } from '@flytower/cloud-common';
import type { TargetType } from '@flytower/cloud-common/operations';
import { useState } from 'react';
import { BulkMenu } from './BulkMenu';

interface BulkRow {
  id: string;
  allowedOperations: string[];
}

/**
 * Lets people do one thing to many rows of a list: `menu` stands above it, and `selection` makes its rows choosable,
 * where the asker may do anything with them.
 *
 * @public
 */
export function useBulk(options: {
  type: TargetType;
  page: Page<BulkRow> | undefined;
  /** The page is that of what was asked before. */
  isOld: boolean;
  /** What the list is asked; left out where operations take no filters, so that rows can be chosen only. */
  query?: object;
}) {
  const { type, page, isOld, query } = options;
  // With what may be done with each, as most of them may be on other pages.
  const [chosen, setChosen] = useState<ReadonlyMap<string, string[]>>(
    new Map(),
  );
  const shown = new Map(
    page?.items.map(({ id, allowedOperations }) => [id, allowedOperations]),
  );
  const allowedOn = (id: string) => shown.get(id) ?? chosen.get(id) ?? [];
  const ids = new Set(chosen.keys());
  const fixed = new Set(
    [...shown.keys()].filter(
      id => allowedOn(id).length === 0 && !chosen.has(id),
    ),
  );
  const canChoose = ids.size > 0 || fixed.size < shown.size;
  return {
    menu: (
      <BulkMenu
        type={type}
        chosen={ids}
        onClear={() => setChosen(new Map())}
        all={
          query && {
            count: page?.total ?? 0,
            select: filtersOf(query),
            isOld,
          }
        }
        allowed={[...ids].flatMap(allowedOn)}
        allowedHere={[...shown.values()].flat()}
      />
    ),
    selection: canChoose
      ? {
          ids,
          fixed,
          setIds: (next: ReadonlySet<string>) =>
            setChosen(new Map([...next].map(id => [id, allowedOn(id)]))),
        }
      : undefined,
  };
}

const ordering = ['offset', 'limit', 'sort', 'order'];

/** The filters of a list as an operation over many takes them; order and page do not matter to it. */
function filtersOf(query: object): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(query)
      .filter(
        ([name, value]) => !ordering.includes(name) && value !== undefined,
      )
      .map(([name, value]) => [name, [value].flat().map(String)]),
  );
}
