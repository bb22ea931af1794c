import { ConflictError } from '@backstage/errors';
import {
  knativeKinds,
  toRevisions,
} from '@flytower/cloud-node/upstream/knative';
import {
  defineOperation,
  type Observation,
} from '@flytower/cloud-node/operations';
import { warns } from '@flytower/cloud-node/precheck';
import { z } from 'zod';
import { orNothing } from '../collect/orNothing';
import { isOurs } from '../deploy/isOurs';
import { parseFunctionId } from '../map/toFunction';
import { problemsOf, type FunctionsDomain } from './FunctionsDomain';

/** Deletes a function and what was made for it. */
export const deleteFunction = defineOperation<FunctionsDomain>()({
  id: 'delete-function',
  title: 'Delete function',
  description:
    'Deletes a function with all its revisions, its address, its builds and its environment variables. Its git repository and the images in the registry stay, so the function can be deployed again from its source; its environment variables have to be given again.',
  target: 'function',
  targetField: 'functionId',
  risk: 'destructive',
  idempotent: true,
  bulk: true,
  lock: 'target',
  deadlineMinutes: 15,
  input: z.strictObject({
    functionId: z.string().min(1).describe('Id of the function'),
  }),
  examples: [
    {
      description: 'Delete a function that nobody calls any more',
      input: { functionId: 'north.checkout.send-invoice' },
    },
  ],
  async precheck({ functionId }, ctx) {
    const found = ctx.domain.platforms.mustSee(functionId);
    const { record, objects } = found;
    // of one that is half gone already the rest may go, too
    if (record.state === 'removing') return [];
    const problems = problemsOf(ctx, found);
    if (problems.length > 0) return problems;
    const revisions = toRevisions(objects).length;
    return [
      warns(
        `${
          record.url ?? record.name
        } stops answering at once, and ${revisions} revision${
          revisions === 1 ? '' : 's'
        } and its environment variables are lost`,
      ),
      ...(record.git
        ? [warns(`Its git repository ${record.git.url} stays`)]
        : []),
    ];
  },
  async start({ functionId }, { domain, signal }) {
    const { platforms } = domain;
    const left = await platforms.look(functionId, {
      isNew: () => false,
      signal,
    });
    // gone already: by an attempt before this one, or by somebody else
    if (!left?.service && !left?.build) return { functionId };
    const { collector, where } = platforms.placeOf(functionId);
    if (!isOurs(left))
      throw new ConflictError(`${where.name} was not made by the portal`);
    // the build first: a function without it is not deployed again behind our back
    await orNothing(
      collector.client.delete(knativeKinds.shipwrightBuild, where, { signal }),
    );
    await orNothing(
      collector.client.delete(
        knativeKinds.knativeService,
        { ...where, uid: left.service?.metadata.uid },
        { signal },
      ),
    );
    return { functionId };
  },
  async observe({ functionId }, { domain, signal }) {
    const left = await domain.platforms.look(functionId, {
      isNew: () => false,
      signal,
    });
    const { name = functionId } = parseFunctionId(functionId) ?? {};
    const parts: [string, number][] = [
      ['Address and service', left?.service ? 1 : 0],
      ['Revisions', left?.revisions.length ?? 0],
      ['Builds', (left?.build ? 1 : 0) + (left?.runs.length ?? 0)],
    ];
    const steps: Observation['steps'] = parts.map(([what, count]) => ({
      name: what,
      state: count > 0 ? 'running' : 'done',
      ...(count > 0 && { message: `${count} still there` }),
    }));
    if (left)
      return {
        message: 'Knative and the builder clear up',
        steps,
        upstream: { functionId },
      };
    const outcome = `${name} is deleted. Its git repository and its images stay.`;
    return {
      message: outcome,
      steps,
      upstream: { functionId },
      settled: 'succeeded',
      outcome,
    };
  },
});
