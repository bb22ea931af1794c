import { NotFoundError } from '@backstage/errors';
import { blocks, warns } from '@flytower/cloud-node/precheck';
import { defineOperation } from '@flytower/cloud-node/operations';
import { z } from 'zod';
import {
  nounOf,
  otherNumber,
  sourceIdOf,
  titleOf,
} from '../store/HeldRemovals';
import type { SourcePart } from '../store/SourceStates';
import type { ProjectsDomain } from './ProjectsDomain';

/** What a run remembers of its source. */
type Follow = { sourceId: string; missing: number };

/** Lets go what is missing from so much of a source that the portal did not believe it. */
export const acceptRemoval = defineOperation<ProjectsDomain>()({
  id: 'accept-removal',
  title: 'Accept removal',
  description:
    'Removes from the portal and its catalog what is missing from what OpenStack answers, though it is so much that it was kept. Nothing is changed in OpenStack.',
  target: 'source',
  targetField: 'sourceId',
  risk: 'destructive',
  idempotent: true,
  lock: 'target',
  deadlineMinutes: 60,
  input: z.strictObject({
    sourceId: z.string().min(1).describe('What is read of which cloud'),
    missing: z
      .number()
      .int('must be a whole number')
      .min(1)
      .describe('How many are missing, as you saw it'),
  }),
  examples: [
    {
      description: 'A team has really removed 40 projects at once',
      input: { sourceId: 'main/identity', missing: 40 },
    },
  ],
  async choices({ sourceId }, { domain: { removals } }) {
    const sources = await removals.sources();
    const chosen = sources.find(source => sourceIdOf(source) === sourceId);
    const missing = chosen && (await removals.held(chosen)).missing;
    return {
      sourceId: sources.map(source => ({
        value: sourceIdOf(source),
        label: titleOf(source),
      })),
      ...(missing && { missing: [{ value: missing, label: `${missing}` }] }),
    };
  },
  async precheck({ sourceId, missing }, { domain: { removals } }) {
    const source = await mustFind(removals, sourceId);
    const title = titleOf(source);
    if (source.failing) {
      return [
        blocks(
          `${title} cannot be read at the moment, so nobody knows what is missing; wait until it can`,
          'sourceId',
        ),
      ];
    }
    const held = await removals.held(source);
    if (!source.heldBack || held.missing === 0) {
      return [blocks(`${title}: nothing is held back`, 'sourceId')];
    }
    if (held.missing !== missing) {
      return [blocks(otherNumber(source, held.missing, missing), 'missing')];
    }
    const more = held.missing - held.names.length;
    return [
      warns(
        `These ${nounOf(
          source.part,
        )} leave the portal, with all that it knows of them: ${held.names.join(
          ', ',
        )}${
          more > 0 ? ` and ${more} more` : ''
        }. What is there after all comes back with the next complete read.`,
      ),
    ];
  },
  async start({ sourceId, missing }, { domain: { removals }, operationId }) {
    const source = await mustFind(removals, sourceId);
    await removals.accept(source, missing, operationId);
    return { sourceId, missing };
  },
  async observe(
    { sourceId, missing }: Follow,
    { domain: { removals }, operationId },
  ) {
    const source = await mustFind(removals, sourceId);
    const title = titleOf(source);
    const left = await removals.left(source, operationId);
    const name = 'Read it once more';
    const upstream = { sourceId };
    if (left === 0) {
      const outcome = `${title}: what was missing (${missing}) is out of the portal, but for what came back.`;
      return {
        message: outcome,
        steps: [{ name, state: 'done' }],
        upstream,
        settled: 'succeeded',
        outcome,
      };
    }
    const message = source.failing
      ? `${title} cannot be read at the moment; ${left} wait for it`
      : `${left} wait for the next complete read`;
    return { message, steps: [{ name, state: 'running', message }], upstream };
  },
});

async function mustFind(
  removals: ProjectsDomain['removals'],
  sourceId: string,
): Promise<SourcePart> {
  const source = await removals.find(sourceId);
  if (!source) {
    throw new NotFoundError(`There is no source "${sourceId}" any more`);
  }
  return source;
}
