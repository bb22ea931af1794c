import type { Page } from '@flytower/cloud-common';
import type { OperationsApi } from '@flytower/cloud-common/operations';
import {
  operationPlugins,
  type OperationDoors,
  type OperationPlugin,
} from '../api/refs';

/** As many as a door gives at once. */
const most = 500;

/** A domain that did not answer, and why. @public */
export interface FailedDomain {
  plugin: OperationPlugin;
  error: unknown;
}

/** One page of what several domains have together. @public */
export interface MergedPage<T> extends Page<T> {
  /** Their rows are missing. */
  failed: FailedDomain[];
}

/** Asks every domain; one that fails costs its own answer only. It fails when all do. */
async function askEach<T>(
  doors: OperationDoors,
  ask: (door: OperationsApi) => Promise<T>,
) {
  const { answers, failed } = await askAll(doors, ask);
  if (answers.length === 0) throw failed[0].error;
  return { answers, failed };
}

/** What every domain says, and why others say nothing. */
export async function askAll<T>(
  doors: OperationDoors,
  ask: (door: OperationsApi) => Promise<T>,
) {
  const results = await Promise.allSettled(
    operationPlugins.map(plugin => ask(doors[plugin])),
  );
  const answers: { plugin: OperationPlugin; answer: T }[] = [];
  const failed: FailedDomain[] = [];
  results.forEach((result, index) => {
    const plugin = operationPlugins[index];
    if (result.status === 'fulfilled') {
      answers.push({ plugin, answer: result.value });
    } else {
      failed.push({ plugin, error: result.reason });
    }
  });
  return { answers, failed };
}

/** Makes one page of the first pages of all domains, which is right as each of them is sorted the same way. */
export async function mergePages<
  T,
  Q extends { offset?: number; limit?: number },
>(
  doors: OperationDoors,
  query: Q,
  list: (door: OperationsApi, query: Q) => Promise<Page<T>>,
  compare: (a: T, b: T) => number,
): Promise<MergedPage<T>> {
  const { offset = 0, limit = 50 } = query;
  const end = offset + limit;
  const { answers, failed } = await askEach(doors, door =>
    firstOf(end, part => list(door, { ...query, ...part })),
  );
  const pages = answers.map(({ answer }) => answer);
  return {
    items: pages
      .flatMap(({ items }) => items)
      .sort(compare)
      .slice(offset, end),
    total: pages.reduce((sum, { total }) => sum + total, 0),
    facets: mergeFacets(pages),
    freshness: pages.flatMap(({ freshness }) => freshness),
    failed,
  };
}

async function firstOf<T>(
  end: number,
  list: (part: { offset: number; limit: number }) => Promise<Page<T>>,
): Promise<Page<T>> {
  const page = await list({ offset: 0, limit: Math.min(end, most) });
  const items = [...page.items];
  while (items.length < Math.min(end, page.total)) {
    const limit = Math.min(end - items.length, most);
    const more = await list({ offset: items.length, limit });
    if (more.items.length === 0) break;
    items.push(...more.items);
  }
  return { ...page, items };
}

function mergeFacets(pages: Page<unknown>[]): Page<unknown>['facets'] {
  const sums = new Map<string, Map<string, number>>();
  for (const [name, facet] of pages.flatMap(({ facets }) =>
    Object.entries(facets),
  )) {
    const counts = sums.get(name) ?? new Map<string, number>();
    for (const { value, count } of facet) {
      counts.set(value, (counts.get(value) ?? 0) + count);
    }
    sums.set(name, counts);
  }
  return Object.fromEntries(
    [...sums].map(([name, counts]) => [
      name,
      [...counts].map(([value, count]) => ({ value, count })),
    ]),
  );
}
