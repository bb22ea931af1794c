import type { RunContext } from '@flytower/cloud-node/operations';
import {
  changeService,
  type ServiceChange,
} from '@flytower/cloud-node/upstream/knative';
import type { FunctionsDomain } from './FunctionsDomain';
import { showsOperation } from './traffic';

type Run = Pick<
  RunContext<FunctionsDomain>,
  'domain' | 'operationId' | 'signal'
>;

/** Changes what Knative is told of a function, once per run. */
export async function changeFunction(
  { domain, operationId, signal }: Run,
  functionId: string,
  change: ServiceChange,
): Promise<void> {
  const { collector, record } = domain.platforms.mustSee(functionId);
  await changeService(
    collector.client,
    { ...record, operationId, signal },
    change,
  );
}

/** The function as it is since the run has changed it. */
export function lookAfterChange(
  { domain, operationId, signal }: Run,
  functionId: string,
) {
  const isNew = showsOperation(operationId);
  return domain.platforms.look(functionId, { isNew, signal });
}
