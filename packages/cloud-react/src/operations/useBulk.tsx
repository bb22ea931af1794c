import type { Page } from '@flytower/cloud-common';
import type { TargetType } from '@flytower/cloud-common/operations';
import { useState } from 'react';
import { BulkMenu } from './BulkMenu';

/**
 * Lets people do one thing to many rows of a list: `menu` stands above it, and `selection` makes its rows choosable,
 * where the asker may do anything with them.
 *
 * @public
 */
export function useBulk(options: {
  type: TargetType;
  page: Page<{ allowedOperations: string[] }> | undefined;
  /** What the list was asked. */
  query: object;
}) {
  const { type, page, query } = options;
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const allowed = page?.items.flatMap(one => one.allowedOperations) ?? [];
  return {
    menu: (
      <BulkMenu
        type={type}
        chosen={ids}
        onClear={() => setIds(new Set())}
        all={{ count: page?.total ?? 0, select: filtersOf(query) }}
        allowed={allowed}
      />
    ),
    selection: allowed.length > 0 ? { ids, setIds } : undefined,
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
