import {
  isSettled,
  type FindingQuery,
  type Operation,
  type OperationChoicesRequest,
  type OperationQuery,
  type OperationRequest,
} from '@flytower/cloud-common/operations';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { OperationDoors, OperationPlugin } from '../api/refs';
import { pollUntil, slow } from '../live/polling';
import { askEach, mergePages, type MergedPage } from './mergePages';
import { compareFindings, compareOperations } from './order';

/** All that is asked about operations: of one domain by its name, of all domains at once where lists are merged. */
export const operationQueries = {
  all: () => ['cloud-operations'] as const,

  /** What can be done; it changes when a backend is changed. */
  definitions: (doors: OperationDoors) =>
    queryOptions({
      queryKey: [...operationQueries.all(), 'definitions'],
      queryFn: async ({ signal }) => {
        const { answers } = await askEach(doors, door =>
          door.listDefinitions({ signal }),
        );
        return answers.flatMap(({ answer }) => answer.items);
      },
      staleTime: 5 * 60_000,
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
        ({ items }) => items.every(({ state }) => isSettled(state)),
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
