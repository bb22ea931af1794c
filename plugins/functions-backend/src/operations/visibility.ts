import type { Observation } from '@flytower/cloud-node/operations';
import type { knativeKinds } from '@flytower/cloud-node/upstream/knative';
import type { PlatformFunction } from '../map/toFunction';
import { showsOperation } from './traffic';

/**
 * From where the address of a service can be reached. Knative changes it some time after the label of the service, and
 * an attempt at the change may have died in between: the address alone tells what it is.
 */
export function reachOf({
  metadata: { name, namespace },
  status,
}: knativeKinds.KnativeService): 'public' | 'cluster' | undefined {
  if (!status?.url) return undefined;
  const inside = `${name}.${namespace}.svc`;
  const { hostname } = new URL(status.url);
  return hostname === inside || hostname.startsWith(`${inside}.`)
    ? 'cluster'
    : 'public';
}

/** How taking a public address away, or giving it back, stands. */
export function observeAddress(
  objects: PlatformFunction | undefined,
  options: {
    operationId: string;
    /** Where it is to be reached afterwards. */
    reach: 'public' | 'cluster';
    step: string;
    /** Whether Knative has done it already by the object's own words. */
    isDone(service: knativeKinds.KnativeService): boolean;
    done(address: string): string;
  },
): Observation {
  const { operationId, reach, step, isDone, done } = options;
  const steps = (state: Observation['steps'][number]['state']) => [
    { name: 'Tell Knative', state: 'done' as const },
    { name: step, state },
  ];
  const service = objects?.service;
  const failed = (outcome: string): Observation => ({
    message: outcome,
    steps: steps('failed'),
    settled: 'failed',
    outcome,
  });
  if (!service || service.metadata.deletionTimestamp)
    return failed('The function was deleted meanwhile');
  if (!showsOperation(operationId)(objects) && !isDone(service))
    return failed('Somebody else changed the function meanwhile');
  const url = service.status?.url ?? '';
  if (!isDone(service) || reachOf(service) !== reach)
    return { message: 'Knative changes its address', steps: steps('running') };
  return {
    message: done(url),
    steps: steps('done'),
    settled: 'succeeded',
    outcome: done(url),
  };
}
