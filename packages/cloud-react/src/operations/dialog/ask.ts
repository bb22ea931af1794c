import type {
  OperationDefinition,
  OperationRequest,
} from '@flytower/cloud-common/operations';
import { fieldsOf } from '../form/fieldsOf';
import type { Values } from '../form/values';

/** What a dialog is opened for. @public */
export interface OperationAsk {
  definition: OperationDefinition;
  /** One target that is settled already. */
  target?: { id: string; title: string };
  /** Or many: by ids, or whatever these filters find. */
  many?: {
    count: number;
    targets?: string[];
    select?: Record<string, string[]>;
  };
  /** Filled in, and can be changed. */
  input?: Values;
  /** Follows from where the dialog was opened, and is not shown: the project of a server. */
  context?: Values;
  findingId?: string;
  /** Told once it was started, also when the dialog is closed by then. */
  onStarted?(): void;
}

/** How many targets go at once, and when to stop. */
export type WavesAsked = NonNullable<OperationRequest['waves']>;

/** The part of the input that nobody is asked for. */
export function fixedInput({ definition, target, context }: OperationAsk) {
  const known = Object.keys(
    (definition.inputSchema.properties ?? {}) as object,
  );
  return Object.fromEntries(
    Object.entries({
      ...context,
      ...(target && { [definition.targetField]: target.id }),
    }).filter(([name]) => known.includes(name)),
  );
}

/** The fields that somebody is asked for. */
export function askedFields(ask: OperationAsk) {
  const fixed = fixedInput(ask);
  return fieldsOf(ask.definition.inputSchema).filter(
    ({ name }) =>
      !(name in fixed) && !(ask.many && name === ask.definition.targetField),
  );
}

/** A name for one opening of the dialog: pressed twice, it is still one operation. */
export function newKey(): string {
  // Not randomUUID, which browsers have on https only.
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('');
}
