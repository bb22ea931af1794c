import {
  ConflictError,
  CustomErrorBase,
  InputError,
  NotFoundError,
} from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  operationRequestSchema,
  type OperationRequest,
} from '@flytower/cloud-common/operations';
import type { z } from 'zod';
import { parseInput } from '../../requests/parseInput';
import type { KnownOperation } from '../Definitions';
import type { OperationsKit } from '../kit';
import { oneLine } from '../sentences';
import type { FoundTarget } from '../../targets/targetSources';
import type { Asker } from './OperationsService';

const mostTargets = 1000;

/** One person has too many operations under way. */
export class TooManyOperationsError extends CustomErrorBase {
  name = 'TooManyOperationsError' as const;
  readonly statusCode = 429;
}

/** Something else goes on on the target; it can be done once that has ended. */
export class InTheWayError extends ConflictError {}

/** A request whose shape is right. */
export interface Asked<TDomain> {
  known: KnownOperation<TDomain>;
  request: z.output<typeof operationRequestSchema>;
  requestHash: string;
  isMany: boolean;
  /** Values that nobody may read anywhere. */
  secrets: string[];
}

/** One target of a request, and the whole input for it. */
export interface AskedTarget {
  id: string;
  input: JsonObject;
  found?: FoundTarget;
  /** Why the asker may not do it here, where others of many are done without this one. */
  refusal?: string;
}

/** Reads what is asked for. Refuses with a sentence that names the field. */
export function parseAsked<TDomain>(
  { definitions, sealer }: OperationsKit<TDomain>,
  kind: string,
  given: OperationRequest,
): Asked<TDomain> {
  const known = definitions.get(kind);
  const request = parseInput(operationRequestSchema, given);
  const isMany = !!(request.targets || request.select);
  if (isMany && !known.spec.bulk) {
    throw new InputError(`"${kind}" is done to one target at a time`);
  }
  if (request.targets && request.select) {
    throw new InputError('"targets" and "select" exclude each other');
  }
  if (isMany && known.spec.targetField in request.input) {
    throw new InputError(
      `"input.${known.spec.targetField}": is left out where there are many targets`,
    );
  }
  const { input, targets, select, waves, skipBlocked } = request;
  const asked = input as JsonObject;
  const { secrets } = known.secrets.redact(asked);
  request.reason = oneLine(request.reason, secrets);
  return {
    known,
    request,
    isMany,
    requestHash: sealer.fingerprint({
      kind,
      input,
      targets,
      select,
      waves,
      skipBlocked,
    }),
    secrets,
  };
}

/** Looks up what it is to be done to. What is not there has no `found`. */
export async function targetsOf<TDomain>(
  { targets }: OperationsKit<TDomain>,
  { known, request, isMany }: Asked<TDomain>,
  asker?: Asker,
): Promise<AskedTarget[]> {
  const { spec } = known;
  const find = async (input: Record<string, unknown>) => {
    const parsed = parseInput(spec.input, input) as JsonObject;
    const id = String(parsed[spec.targetField]);
    return { id, input: parsed, found: await targets.find(spec.target, id) };
  };
  if (!isMany) return [await find(request.input)];
  const each = await idsOfMany({ targets }, known, request, asker);
  return Promise.all(
    each.map(id => find({ ...request.input, [spec.targetField]: id })),
  );
}

/** Whose ids were given, or which a query finds now. */
export async function idsOfMany<TDomain>(
  { targets }: Pick<OperationsKit<TDomain>, 'targets'>,
  { spec }: KnownOperation<TDomain>,
  request: Pick<OperationRequest, 'targets' | 'select'>,
  asker?: Asker,
): Promise<string[]> {
  const source = targets.source(spec.target);
  if (request.select && (!source.select || !asker)) {
    throw new InputError('"select": targets are given by their ids here');
  }
  const ids = request.select
    ? await source.select!(request.select, asker!)
    : request.targets ?? [];
  const each = [...new Set(ids)];
  if (each.length === 0) throw new NotFoundError('There is no such target');
  if (each.length > mostTargets) {
    throw new InputError(
      `These are ${each.length} targets; at most ${mostTargets} go at once`,
    );
  }
  return each;
}

/** Takes the secrets of a request out of whatever went wrong with it. */
export async function withoutSecrets<T>(
  secrets: string[],
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Error && secrets.length > 0) {
      // some kinds of errors let nobody assign these
      const redefine = (name: 'message' | 'stack') =>
        Object.defineProperty(error, name, {
          value: oneLine(error[name] ?? '', secrets),
        });
      redefine('message');
      redefine('stack');
    }
    throw error;
  }
}
