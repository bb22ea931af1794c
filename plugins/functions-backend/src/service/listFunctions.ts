import type { Freshness, Page } from '@flytower/cloud-common';
import {
  functionStates,
  type CloudFunction,
} from '@flytower/cloud-common/functions';
import { pageItems, type ListRules } from '@flytower/cloud-node/lists';
import type { FunctionQueryParsed } from './FunctionsService';

const rules: ListRules<CloudFunction> = {
  facets: {
    owner: fn => fn.owner,
    state: fn => fn.state,
    runtime: fn => fn.runtime,
    environment: fn => fn.environment,
    source: fn => fn.source,
  },
  filters: {
    projectId: fn => fn.projectId,
    reader: fn => [...fn.owners, ...fn.readers],
  },
  search: fn => [fn.name, fn.namespace, fn.projectName, fn.owner, fn.git?.url],
  sort: {
    name: fn => fn.name,
    owner: fn => fn.owner,
    // worst first
    state: fn => functionStates.indexOf(fn.state),
    updatedAt: fn => fn.updatedAt,
  },
  idOf: fn => fn.id,
};

/** One page of functions, filtered, searched and ordered. */
export function listFunctions(
  functions: CloudFunction[],
  query: FunctionQueryParsed,
  freshness: Freshness[],
): Page<CloudFunction> {
  return pageItems(functions, query, rules, freshness);
}
