import {
  isSettled,
  type FindingQuery,
  type Operation,
  type OperationChoicesRequest,
  type OperationDefinition,
  type OperationQuery,
  type OperationRequest,
} from '@flytower/cloud-common/operations';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { OperationDoors, OperationPlugin } from '../api/refs';
import { fast, pollUntil, slow } from '../live/polling';
import {
  askAll,
  mergePages,
  type FailedDomain,
  type MergedPage,
} from './mergePages';
import { compareFindings, compareOperations } from './order';

interface Definitions {
  items: OperationDefinition[];
  failed: FailedDomain[];
}

/** Nothing happens to it by itself: people decide about it when they do, and signals tell of that. */
const isQuiet = ({ state }: Operation) =>
  isSettled(state) || state === 'waiting-approval';

/** All that is asked about operations: of one domain by its name, of all domains at once where lists are merged. */
export const operationQueries = {
  all: () => ['cloud-operations'] as const,

  /**
   * What can be done; it changes when a backend is changed. Domains that do not answer are asked until they do, and
   * what they said before holds so long.
   */
  definitions: (doors: OperationDoors) =>
    queryOptions({
      queryKey: [...operationQueries.all(), 'definitions'],
      queryFn: async ({ client, queryKey, signal }): Promise<Definitions> => {
        const { answers, failed } = await askAll(doors, door =>
          door.listDefinitions({ signal }),
        );
        const before = client.getQueryData<Definitions>(queryKey)?.items ?? [];
        return {
          items: [
            ...answers.flatMap(({ answer }) => answer.items),
            ...before.filter(one =>
              failed.some(({ plugin }) => plugin === one.plugin),
            ),
          ],
          failed,
        };
      },
      staleTime: 5 * 60_000,
      refetchInterval: ({ state }) =>
        state.data?.failed.length ? fast : false,
    }),

  choices: (
    doors: OperationDoors,
    plugin: OperationPlugin,
    kind: string,
    request: OperationChoicesRequest,
  ) =>
    queryOptions({
      queryKey: [...operationQueries.all(), 'choices', plugin, kind, request],
      queryFn: ({ signal }) =>
        doors[plugin].getOperationChoices(kind, request, { signal }),
      placeholderData: keepPreviousData,
      staleTime: 30_000,
    }),

  /** Never kept: what stood against it a minute ago says nothing. */
  precheck: (
    doors: OperationDoors,
    plugin: OperationPlugin,
    kind: string,
    request: OperationRequest,
  ) =>
    queryOptions({
      queryKey: [...operationQueries.all(), 'precheck', plugin, kind, request],
      queryFn: ({ signal }) =>
        doors[plugin].precheckOperation(kind, request, { signal }),
      gcTime: 0,
      staleTime: 0,
    }),

  list: (doors: OperationDoors, query: OperationQuery) =>
    queryOptions({
      queryKey: [...operationQueries.all(), 'list', query],
      queryFn: ({ signal }) =>
        mergePages(
          doors,
          query,
          (door, part) => door.listOperations(part, { signal }),
          compareOperations(query),
        ),
      placeholderData: keepPreviousData,
      refetchInterval: pollUntil<MergedPage<Operation>>(
        ({ items }) => items.every(isQuiet),
        slow,
      ),
    }),

  detail: (doors: OperationDoors, plugin: OperationPlugin, id: string) =>
    queryOptions({
      queryKey: [...operationQueries.all(), 'detail', plugin, id],
      queryFn: ({ signal }) => doors[plugin].getOperation(id, { signal }),
      refetchInterval: pollUntil<Operation>(({ state }) => isSettled(state)),
    }),
};

/** All that is asked about findings, of all domains at once. */
export const findingQueries = {
  all: () => ['cloud-findings'] as const,

  list: (doors: OperationDoors, query: FindingQuery) =>
    queryOptions({
      queryKey: [...findingQueries.all(), 'list', query],
      queryFn: ({ signal }) =>
        mergePages(
          doors,
          query,
          (door, part) => door.listFindings(part, { signal }),
          compareFindings(query),
        ),
      placeholderData: keepPreviousData,
      refetchInterval: slow,
    }),
};
