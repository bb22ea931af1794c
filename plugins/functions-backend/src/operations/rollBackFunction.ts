import { toRevisions } from '@flytower/cloud-node/upstream/knative';
import { blocks, warns } from '@flytower/cloud-node/precheck';
import { defineOperation } from '@flytower/cloud-node/operations';
import { z } from 'zod';
import type { PlatformFunction } from '../map/toFunction';
import { problemsOf, type FunctionsDomain } from './FunctionsDomain';
import { observeShift, shiftTraffic } from './shiftTraffic';

/** Ready, and not the one that has all requests already. */
function eligible(objects: PlatformFunction) {
  return toRevisions(objects).filter(
    ({ state, percent }) => state === 'ready' && percent < 100,
  );
}

/** Sends all requests to a revision from before. */
export const rollBackFunction = defineOperation<FunctionsDomain>()({
  id: 'roll-back-function',
  title: 'Roll back function',
  description:
    'Sends all requests to an earlier revision, which was ready before and is there still. Nothing is built. The newest revision stays and gets no requests until the function is deployed anew or its traffic is set.',
  target: 'function',
  targetField: 'functionId',
  risk: 'change',
  idempotent: true,
  lock: 'target',
  deadlineMinutes: 10,
  input: z.strictObject({
    functionId: z.string().min(1).describe('Id of the function'),
    revision: z
      .string()
      .min(1)
      .describe('Name of the revision that shall answer'),
  }),
  examples: [
    {
      description: 'Go back to the first revision',
      input: {
        functionId: 'north.checkout.send-invoice',
        revision: 'send-invoice-00001',
      },
    },
  ],
  async choices({ functionId }, { domain }) {
    const found = functionId && domain.platforms.find(functionId);
    return {
      revision: (found ? eligible(found.objects) : []).map(
        ({ name, createdAt, percent }) => ({
          value: name,
          label: name,
          note: `made ${
            createdAt ?? 'some time'
          }, ${percent} % of the requests now`,
        }),
      ),
    };
  },
  async precheck({ functionId, revision }, ctx) {
    const found = ctx.domain.platforms.mustSee(functionId);
    const problems = problemsOf(ctx, found);
    if (problems.length > 0) return problems;
    const wanted = toRevisions(found.objects).find(
      ({ name }) => name === revision,
    );
    const names = eligible(found.objects).map(({ name }) => name);
    if (!wanted)
      return [
        blocks(
          `There is no revision "${revision}" of ${found.record.name}; ${
            names.length > 0
              ? `choose one of ${names.join(', ')}`
              : 'there is none to go back to'
          }`,
          'revision',
        ),
      ];
    if (wanted.percent === 100)
      return [blocks(`${revision} has all requests already`, 'revision')];
    if (wanted.state !== 'ready')
      return [
        blocks(
          `${revision} is not ready: ${wanted.message ?? wanted.state}`,
          'revision',
        ),
      ];
    if (found.record.state === 'paused')
      return [warns('It is paused, and stays so')];
    return [];
  },
  async start({ functionId, revision }, run) {
    const shares = [{ revision, percent: 100 }];
    return shiftTraffic(run, functionId, shares, { keepTags: true });
  },
  observe: observeShift,
});
