import type { Page } from '@flytower/cloud-common';
import {
  isFunctionSettled,
  type CloudFunction,
  type FunctionAnswer,
  type FunctionQuery,
  type FunctionsApi,
} from '@flytower/cloud-common/functions';
import { pollUntil, slow } from '@flytower/cloud-react/live';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

/** All that this plugin asks its door, except for logs. */
export const functionQueries = {
  all: () => ['functions'] as const,

  list: (api: FunctionsApi, query: FunctionQuery) =>
    queryOptions({
      queryKey: [...functionQueries.all(), 'list', query],
      queryFn: ({ signal }) => api.listFunctions(query, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: pollUntil<Page<CloudFunction>>(
        ({ items }) => items.every(isFunctionSettled),
        slow,
      ),
    }),

  detail: (api: FunctionsApi, id: string) =>
    queryOptions({
      queryKey: [...functionQueries.all(), 'detail', id],
      queryFn: ({ signal }) => api.getFunction(id, { signal }),
      refetchInterval: pollUntil<FunctionAnswer>(isFunctionSettled, slow),
      enabled: id !== '',
    }),
};
