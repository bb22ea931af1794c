import {
  functionAnnotations,
  functionLabels,
  isPaused,
} from '@flytower/cloud-node/upstream/knative';
import { blocks } from '@flytower/cloud-node/precheck';
import { defineOperation } from '@flytower/cloud-node/operations';
import { z } from 'zod';
import { changeFunction, lookAfterChange } from './changeFunction';
import { problemsOf, type FunctionsDomain } from './FunctionsDomain';
import { observeAddress } from './visibility';

/** Gives a paused function its public address back. */
export const resumeFunction = defineOperation<FunctionsDomain>()({
  id: 'resume-function',
  title: 'Resume function',
  description:
    'Gives a paused function its public address back; the first request wakes it.',
  target: 'function',
  targetField: 'functionId',
  risk: 'change',
  idempotent: true,
  bulk: true,
  lock: 'target',
  deadlineMinutes: 10,
  input: z.strictObject({
    functionId: z.string().min(1).describe('Id of the function'),
  }),
  examples: [
    {
      description: 'Let the public call it again',
      input: { functionId: 'north.checkout.send-invoice' },
    },
  ],
  async precheck({ functionId }, ctx) {
    const found = ctx.domain.platforms.mustSee(functionId);
    const problems = problemsOf(ctx, found);
    if (problems.length > 0) return problems;
    const { service } = found.objects;
    return service && isPaused(service)
      ? []
      : [blocks('It is not paused, so there is nothing to resume')];
  },
  async start({ functionId }, run) {
    await changeFunction(run, functionId, () => ({
      metadata: {
        labels: { [functionLabels.visibility]: null },
        annotations: { [functionAnnotations.paused]: null },
      },
    }));
    return { functionId };
  },
  async observe({ functionId }, run) {
    const objects = await lookAfterChange(run, functionId);
    return {
      ...observeAddress(objects, {
        operationId: run.operationId,
        reach: 'public',
        step: 'It has a public address',
        isDone: service => !isPaused(service),
        done: url => `It answers at ${url} again`,
      }),
      upstream: { functionId },
    };
  },
});
