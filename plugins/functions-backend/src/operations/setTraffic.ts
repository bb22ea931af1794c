import { toRevisions } from '@flytower/cloud-node/upstream/knative';
import { dnsLabelSchema } from '@flytower/cloud-common';
import { defineOperation } from '@flytower/cloud-node/operations';
import { blocks, warns } from '@flytower/cloud-node/precheck';
import { z } from 'zod';
import { problemsOf, type FunctionsDomain } from './FunctionsDomain';
import { observeShift, shiftTraffic } from './shiftTraffic';
import { tagsOf } from './traffic';

const isUnique = (values: unknown[]) => new Set(values).size === values.length;

/** Divides the requests among revisions. */
export const setTraffic = defineOperation<FunctionsDomain>()({
  id: 'set-traffic',
  title: 'Set traffic of function',
  description:
    'Divides requests among revisions that are ready, for example nine parts to the old one and one to the new one. A tag gives a revision an address of its own. Deployments to come get no requests until traffic is set again, or the function is deployed anew from the portal.',
  target: 'function',
  targetField: 'functionId',
  risk: 'change',
  idempotent: true,
  lock: 'target',
  deadlineMinutes: 10,
  input: z.strictObject({
    functionId: z.string().min(1).describe('Id of the function'),
    targets: z
      .array(
        z.strictObject({
          revision: z.string().min(1).describe('Name of the revision'),
          percent: z
            .number()
            .int()
            .min(0)
            .max(100)
            .describe('Its share of the requests'),
          tag: dnsLabelSchema
            .max(20)
            .optional()
            .describe('Gives it an address of its own'),
        }),
      )
      .min(1)
      .max(20)
      .refine(
        targets =>
          targets.reduce((sum, { percent }) => sum + percent, 0) === 100,
        'percents must sum to 100',
      )
      .refine(
        targets => isUnique(targets.map(({ revision }) => revision)),
        'each revision may be named once',
      )
      .refine(
        targets => isUnique(targets.flatMap(({ tag }) => tag ?? [])),
        'each tag may be given once',
      )
      .describe('Shares of the requests; they sum to 100'),
  }),
  examples: [
    {
      description: 'Try the new revision with a tenth of the requests',
      input: {
        functionId: 'north.checkout.send-invoice',
        targets: [
          { revision: 'send-invoice-00001', percent: 90 },
          { revision: 'send-invoice-00002', percent: 10, tag: 'next' },
        ],
      },
    },
  ],
  async choices({ functionId }, { domain }) {
    const found = functionId && domain.platforms.find(functionId);
    return {
      'targets.revision': (found ? toRevisions(found.objects) : [])
        .filter(({ state }) => state === 'ready')
        .map(({ name, percent }) => ({
          value: name,
          label: name,
          note: `${percent} % of the requests now`,
        })),
    };
  },
  async precheck({ functionId, targets }, ctx) {
    const found = ctx.domain.platforms.mustSee(functionId);
    const problems = problemsOf(ctx, found);
    if (problems.length > 0) return problems;
    const revisions = toRevisions(found.objects);
    const refused = targets.flatMap(({ revision }) => {
      const present = revisions.find(({ name }) => name === revision);
      if (!present)
        return [
          blocks(
            `There is no revision "${revision}" of ${found.record.name}`,
            'targets',
          ),
        ];
      return present.state === 'ready'
        ? []
        : [
            blocks(
              `${revision} is not ready: ${present.message ?? present.state}`,
              'targets',
            ),
          ];
    });
    const kept = targets.map(({ tag }) => tag);
    const lost = tagsOf(found.objects.service, kept);
    return [
      ...refused,
      ...lost.map(tag =>
        warns(
          `The tag "${tag}" is not named, so the address that it gives to a revision stops answering`,
          'targets',
        ),
      ),
    ];
  },
  async start({ functionId, targets }, run) {
    const shares = targets.map(({ revision, percent, tag }) => ({
      revision,
      percent,
      ...(tag && { tag }),
    }));
    return shiftTraffic(run, functionId, shares, { keepTags: false });
  },
  observe: observeShift,
});
