import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { cloudAnnotations, cloudTopics } from '@flytower/cloud-common';
import { functionsApiRef } from '@flytower/cloud-react/api';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import { useQuery } from '@tanstack/react-query';
import { functionQueries } from './queries';

/** A function that stays true while somebody looks at it. */
export function useFunction(id: string) {
  useSignalInvalidation(cloudTopics.functions, functionQueries.all());
  return useQuery(functionQueries.detail(useApi(functionsApiRef), id));
}

/** Id of the function that the entity page is about. */
export function useFunctionId(): string {
  const { entity } = useEntity();
  return entity.metadata.annotations?.[cloudAnnotations.functionId] ?? '';
}
