import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type {
  OperationChoices,
  OperationStep,
  Risk,
  TargetType,
} from '@flytower/cloud-common/operations';
import type { z } from 'zod';
import type { Problem } from '../precheck';
import { operationPermission } from './permissions';

/** Surroundings of everything that a definition does. `domain` is the backend plugin's own. @public */
export interface OperationContext<TDomain> {
  domain: TDomain;
  /** Entity ref of who asked. Who it is was checked already. */
  requester: string;
  /** Only for a run that is about to start: what bears this id was made by the run itself. */
  operationId?: string;
  signal: AbortSignal;
  logger: LoggerService;
}

/** Surroundings of one run. @public */
export interface RunContext<TDomain> extends OperationContext<TDomain> {
  /** The same for every attempt at this run: what is made upstream bears it, and is found again by it. */
  operationId: string;
  reason: string;
  /** ISO 8601: before this time nothing was sent, whichever attempt this is. */
  startedAt: string;
}

/** How a run stands, read from upstream's state. @public */
export interface Observation {
  /** A sentence on what it is at. */
  message: string;
  steps: Pick<OperationStep, 'name' | 'state' | 'message'>[];
  /** Names and ids to look for upstream. */
  upstream?: Record<string, string>;
  /** Set once nothing more will happen. */
  settled?: 'succeeded' | 'failed' | 'cancelled';
  /** With `settled`: how it ended, and what to do when it failed. */
  outcome?: string;
}

/** @public */
export interface OperationSpec<
  TDomain,
  TInput extends z.ZodObject,
  TFollow extends JsonObject,
> {
  /** A verb and a noun, in kebab case: `replace-node`. */
  id: string;
  title: string;
  /** For people and for machines that choose among operations. */
  description: string;
  target: TargetType;
  /** Field of the input that holds the id of the target. */
  targetField: keyof z.output<TInput> & string;
  risk: Risk;
  /** True when doing it twice is the same as doing it once. */
  idempotent: boolean;
  /** Whether it makes sense for many targets with the same input. */
  bulk?: boolean;
  /**
   * What may not happen at the same time: `kind` (default), the same operation on the same target; `target`, any other
   * with `target` on the same target. A function tells apart what may go on side by side on one target: the name of
   * the cluster that is created in a project.
   */
  lock?: 'kind' | 'target' | ((input: z.output<TInput>) => string);
  /** A strict object; each field described, secret ones marked with `.meta({ secret: true })`. */
  input: TInput;
  examples: { description: string; input: z.input<TInput> }[];
  /** Minutes from start until it has failed, whatever upstream says. */
  deadlineMinutes: number;
  /** Where the derived one does not fit: what must be allowed on the target. */
  permission?: ResourcePermission;
  /** Where the derived one does not fit: id of the scaffolder action. */
  action?: string;
  /** Valid values of fields, given what is chosen so far. Fields that are free are left out. */
  choices?(
    input: Partial<z.output<TInput>>,
    ctx: OperationContext<TDomain>,
  ): Promise<OperationChoices['fields']>;
  /** Everything that stands against it. Also asked right before the start, so it must not count the run itself. */
  precheck(
    input: z.output<TInput>,
    ctx: OperationContext<TDomain>,
  ): Promise<Problem[]>;
  /**
   * Where `bulk`: what stands against doing it to all of these and not to one of them, such as a quota that they share.
   * The inputs are those against which nothing stands by itself; the answer has the problems of each, in their order.
   */
  precheckTogether?(
    inputs: z.output<TInput>[],
    ctx: OperationContext<TDomain>,
  ): Promise<Problem[][]>;
  /**
   * Sends it. Called again with the same `operationId` when the process died before its result was kept: what was
   * made already is found, not made twice. `InputError`, `ConflictError`, `NotFoundError` and `NotAllowedError` end
   * the run; any other error is upstream's trouble, and tried again until the deadline.
   */
  start(input: z.output<TInput>, ctx: RunContext<TDomain>): Promise<TFollow>;
  /** Reads how it stands. Changes nothing but what has to follow a phase, and then idempotently. */
  observe(
    follow: TFollow,
    ctx: RunContext<TDomain> & { input: z.output<TInput> },
  ): Promise<Observation>;
  /** Where a running one can be stopped. What was done already is said in the outcome. */
  cancel?(follow: TFollow, ctx: RunContext<TDomain>): Promise<void>;
}

/** A definition whose types are settled: what the framework works with. @public */
export interface DefinedOperation<TDomain = unknown> {
  readonly spec: OperationSpec<TDomain, z.ZodObject, JsonObject>;
  /** What the requester must be allowed on the target. */
  readonly permission: ResourcePermission;
  /** `cloud:cluster:replace-node` */
  readonly scaffolderAction: string;
}

/**
 * Defines an operation once. The framework makes of it its REST routes, a scaffolder action, an action in the actions
 * registry, its permission, and what the dialog in the browser shows.
 *
 * @example
 * export const replaceNode = defineOperation<ClustersDomain>()({ id: 'replace-node', … });
 *
 * @public
 */
export function defineOperation<TDomain>() {
  return <TInput extends z.ZodObject, TFollow extends JsonObject>(
    spec: OperationSpec<TDomain, TInput, TFollow>,
  ): DefinedOperation<TDomain> => ({
    // input and follow are only ever handed back to the definition that they came from
    spec: spec as unknown as DefinedOperation<TDomain>['spec'],
    permission: spec.permission ?? operationPermission(spec),
    scaffolderAction: spec.action ?? `cloud:${spec.target}:${spec.id}`,
  });
}
