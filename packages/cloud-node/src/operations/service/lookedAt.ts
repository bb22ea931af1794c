import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type {
  BulkTarget,
  OperationPrecheck,
} from '@flytower/cloud-common/operations';
import { randomUUID } from 'node:crypto';
import { oneLine, sentences } from '../sentences';
import { accessOfAll, targetOfMany } from '../manyTargets';
import type { Asked, AskedTarget } from './asked';

const listedAtMost = 20;

/** A target that is there. */
export type ThereTarget = AskedTarget & Required<Pick<AskedTarget, 'found'>>;

/** A target, and what stands against it. */
export interface LookedAt {
  target: ThereTarget;
  problems: OperationPrecheck['problems'];
}

export const isBlocked = ({ problems }: LookedAt) =>
  problems.some(({ severity }) => severity === 'blocks');

/** What stands against one of many, which each sentence names once. */
export function titled({ target, problems }: LookedAt) {
  const title = oneLine(target.found.target.title);
  return problems.map(({ message, ...problem }) => ({
    ...problem,
    message: message.startsWith(`${title} `) ? message : `${title}: ${message}`,
  }));
}

const blocksOf = (problems: LookedAt['problems']) =>
  problems
    .filter(({ severity }) => severity === 'blocks')
    .map(({ message }) => message);

/** Refuses what cannot be begun at all, with a sentence for each that is blocked. */
export function refuseBlocked<TDomain>(
  { isMany, request: { skipBlocked } }: Asked<TDomain>,
  looked: LookedAt[],
) {
  const some = isMany && skipBlocked && !looked.every(isBlocked);
  if (some || !looked.some(isBlocked)) return;
  const blocks = looked.flatMap(each =>
    blocksOf(isMany ? titled(each) : each.problems),
  );
  const more = blocks.length - listedAtMost;
  throw new InputError(
    sentences(...blocks.slice(0, listedAtMost), more > 0 && `And ${more} more`),
  );
}

/** The part of a row that says what it is done to. */
export function ofOne({ found: { target, access }, input }: ThereTarget) {
  return { target, access, input };
}

/** The same for many: who is blocked is in no wave, and it says why. */
export function ofMany<TDomain>(
  { known, request }: Asked<TDomain>,
  looked: LookedAt[],
) {
  const begun = looked.filter(each => !isBlocked(each));
  const { [known.spec.targetField]: _, ...input } = begun[0].target.input;
  const waves = request.waves ?? {
    pauseSeconds: 0,
    maxFailures: 0,
    healthGate: true,
  };
  const size = waves.size ?? begun.length;
  const id = randomUUID();
  return {
    id,
    target: targetOfMany(
      id,
      known.spec.target,
      begun.map(({ target: { found } }) => found.target),
    ),
    // also of those that are left out: whoever sees the row sees their names
    access: accessOfAll(looked.map(({ target: { found } }) => found.access)),
    input: input as JsonObject,
    bulk: {
      waves,
      targets: looked.map((each): BulkTarget => {
        const { target } = each.target.found;
        const wave = Math.floor(begun.indexOf(each) / size);
        return isBlocked(each)
          ? {
              target,
              wave: 0,
              state: 'skipped',
              message: sentences(...blocksOf(each.problems)),
            }
          : { target, wave, state: 'waiting-wave' };
      }),
    },
  };
}
