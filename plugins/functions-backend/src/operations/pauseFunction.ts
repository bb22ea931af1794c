import {
  functionAnnotations,
  functionLabels,
  isPaused,
  knativeKinds,
} from '@flytower/cloud-node/upstream/knative';
import { blocks, warns } from '@flytower/cloud-node/precheck';
import { defineOperation } from '@flytower/cloud-node/operations';
import { z } from 'zod';
import { changeFunction, lookAfterChange } from './changeFunction';
import { problemsOf, type FunctionsDomain } from './FunctionsDomain';
import { observeAddress, reachOf } from './visibility';

/** Takes a function from the public. */
export const pauseFunction = defineOperation<FunctionsDomain>()({
  id: 'pause-function',
  title: 'Pause function',
  description:
    'Takes the public address of a function away: nothing outside its cluster can call it, nor can the portal, and it falls asleep once it is idle. Knative has no switch that stops a function altogether: whatever calls it inside its cluster, such as a trigger that brings events, still reaches it and wakes it. Revisions, builds and settings stay, and resume-function gives the same address back.',
  target: 'function',
  targetField: 'functionId',
  risk: 'disruptive',
  idempotent: true,
  bulk: true,
  lock: 'target',
  deadlineMinutes: 10,
  input: z.strictObject({
    functionId: z.string().min(1).describe('Id of the function'),
  }),
  examples: [
    {
      description: 'Take a function from the public',
      input: { functionId: 'north.checkout.send-invoice' },
    },
  ],
  async precheck({ functionId }, ctx) {
    const found = ctx.domain.platforms.mustSee(functionId);
    const problems = problemsOf(ctx, found);
    if (problems.length > 0) return problems;
    const { service } = found.objects;
    if (!service) return [blocks('It has not been deployed yet')];
    if (isPaused(service)) return [blocks('It is paused already')];
    if (
      service.metadata.labels[functionLabels.visibility] === 'cluster-local' ||
      reachOf(service) === 'cluster'
    )
      return [
        blocks(
          'It has no public address, so there is nothing to take away: it was made for callers inside its cluster',
        ),
      ];
    const awake = neverAsleep(found.objects.revisions, service);
    return awake.map(name =>
      warns(
        `${name} always keeps instances (min-scale), so it goes on running while it is paused`,
      ),
    );
  },
  async start({ functionId }, run) {
    await changeFunction(run, functionId, () => ({
      metadata: {
        labels: { [functionLabels.visibility]: 'cluster-local' },
        annotations: {
          [functionAnnotations.paused]: new Date().toISOString(),
        },
      },
    }));
    return { functionId };
  },
  async observe({ functionId }, run) {
    const objects = await lookAfterChange(run, functionId);
    return {
      ...observeAddress(objects, {
        operationId: run.operationId,
        reach: 'cluster',
        step: 'Its public address is gone',
        isDone: isPaused,
        done: url =>
          `It has no public address any more, and falls asleep once it is idle. Inside its cluster it is still ${url}`,
      }),
      upstream: { functionId },
    };
  },
});

/** Revisions with a share of the requests that keep instances without any. */
function neverAsleep(
  revisions: knativeKinds.KnativeRevision[],
  { status }: knativeKinds.KnativeService,
): string[] {
  const served = (status?.traffic ?? [])
    .filter(({ percent = 0 }) => percent > 0)
    .map(({ revisionName }) => revisionName);
  return revisions
    .map(({ metadata }) => metadata)
    .filter(({ name }) => served.includes(name))
    .filter(({ annotations }) =>
      ['min-scale', 'minScale'].some(
        each => Number(annotations[`autoscaling.knative.dev/${each}`] ?? 0) > 0,
      ),
    )
    .map(({ name }) => name);
}
