import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { cloudTopics } from '@flytower/cloud-common';
import type {
  OperationDefinition,
  OperationQuery,
} from '@flytower/cloud-common/operations';
import { useQuery } from '@tanstack/react-query';
import { operationsApiRef, type OperationPlugin } from '../api';
import { useSignalInvalidation } from '../live/useSignalInvalidation';
import { operationQueries } from './queries';

/** Whether this portal has operations at all: without the overview plugin it has none. @public */
export function useHasOperations(): boolean {
  return useApiHolder().get(operationsApiRef) !== undefined;
}

/** Operations of all domains, true as long as somebody looks at them. @public */
export function useOperations(
  query: OperationQuery,
  options: { enabled?: boolean } = {},
) {
  const doors = useApi(operationsApiRef);
  useSignalInvalidation(cloudTopics.operations, [
    ...operationQueries.all(),
    'list',
  ]);
  return useQuery({ ...operationQueries.list(doors, query), ...options });
}

/** One operation, followed to its end. @public */
export function useOperation(plugin: OperationPlugin, id: string) {
  const doors = useApi(operationsApiRef);
  useSignalInvalidation(cloudTopics.operations, [
    ...operationQueries.all(),
    'detail',
    plugin,
    id,
  ]);
  return useQuery(operationQueries.detail(doors, plugin, id));
}

/** What can be done in all domains, by plugin and id. @public */
export function useDefinitions() {
  const doors = useApi(operationsApiRef);
  const { data } = useQuery(operationQueries.definitions(doors));
  const { items = [], failed = [] } = data ?? {};
  return {
    isKnown: data !== undefined,
    items,
    /** Domains of which it is not known, which matters only to those who look for more than `items` has. */
    failed,
    find: (plugin: string, id: string): OperationDefinition | undefined =>
      items.find(one => one.plugin === plugin && one.id === id),
  };
}
