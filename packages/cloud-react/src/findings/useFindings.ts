import { useApi } from '@backstage/frontend-plugin-api';
import { cloudTopics } from '@flytower/cloud-common';
import type { FindingQuery } from '@flytower/cloud-common/operations';
import { useQuery } from '@tanstack/react-query';
import { operationsApiRef } from '../api';
import { useSignalInvalidation } from '../live/useSignalInvalidation';
import { findingQueries } from '../operations/queries';
import { useDefinitions } from '../operations/useOperations';

/** Findings of all domains, true as long as somebody looks at them. @public */
export function useFindings(
  query: FindingQuery,
  options: { enabled?: boolean } = {},
) {
  const doors = useApi(operationsApiRef);
  useSignalInvalidation(cloudTopics.findings, findingQueries.all());
  // What would settle them, at the same time: buttons that wait for it look as if they were forbidden.
  useDefinitions();
  return useQuery({ ...findingQueries.list(doors, query), ...options });
}
