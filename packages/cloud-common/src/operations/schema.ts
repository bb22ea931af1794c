import { z } from 'zod';
import { manyOf, pageOf, pageQuerySchema } from '../shared/page';
import { precheckSchema } from '../shared/precheck';

/**
 * How much an operation can hurt, least first.
 *
 * - `read`: changes nothing
 * - `change`: nothing that runs is interrupted
 * - `disruptive`: something that runs is interrupted, and comes back
 * - `destructive`: something is lost
 *
 * @public
 */
export const risks = ['read', 'change', 'disruptive', 'destructive'] as const;
/** @public */
export const riskSchema = z.enum(risks);
/** @public */
export type Risk = z.infer<typeof riskSchema>;

/**
 * Kinds of things that an operation changes. A server is a resource of a project; a source is what is read of one
 * upstream system.
 *
 * @public
 */
export const targetTypes = [
  'project',
  'server',
  'source',
  'cluster',
  'function',
] as const;
/** @public */
export type TargetType = (typeof targetTypes)[number];

/**
 * Where an operation is in its life.
 *
 * - `waiting-approval`: somebody else has to agree; its parameters are frozen
 * - `queued`: agreed, and not begun: nothing was sent yet
 * - `running`: sent, and followed until upstream says how it ended
 *
 * The others are ends.
 *
 * @public
 */
export const operationStates = [
  'waiting-approval',
  'queued',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'rejected',
] as const;
/** @public */
export type OperationState = (typeof operationStates)[number];

/** What may follow each state. Everything else is refused, by the journal too. @public */
export const operationTransitions: Record<
  OperationState,
  readonly OperationState[]
> = {
  'waiting-approval': ['queued', 'rejected', 'cancelled'],
  queued: ['running', 'failed', 'cancelled'],
  running: ['succeeded', 'failed', 'cancelled'],
  succeeded: [],
  failed: [],
  cancelled: [],
  rejected: [],
};

/** Nothing more will happen with it. @public */
export function isSettled(state: OperationState): boolean {
  return operationTransitions[state].length === 0;
}

/** What an operation is done to. @public */
export const operationTargetSchema = z.object({
  type: z.enum(targetTypes),
  id: z.string(),
  title: z.string(),
  /** Of the catalog entity, or of the project's for what is no entity itself. */
  entityRef: z.string().optional(),
  /** Upstream's own id of this very one, where `id` is a name that another one may bear later. */
  uid: z.string().optional(),
});
/** @public */
export type OperationTarget = z.infer<typeof operationTargetSchema>;

/** @public */
export const operationStepSchema = z.object({
  name: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'skipped']),
  message: z.string().optional(),
  /** ISO 8601; the journal writes them when it sees the step change. */
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
});
/** @public */
export type OperationStep = z.infer<typeof operationStepSchema>;

/** How an operation over many targets goes: some at a time, and when to stop. @public */
export const wavesSchema = z.strictObject({
  /** Targets of a wave; all at once when absent. */
  size: z.number().int().min(1).max(500).optional(),
  /** Seconds between the end of a wave and the next. */
  pauseSeconds: z.number().int().min(0).max(86_400).default(0),
  /** The next wave starts only while at most this many have failed. */
  maxFailures: z.number().int().min(0).default(0),
  /** The next wave starts only once every target of the last one is healthy again. */
  healthGate: z.boolean().default(true),
});
/** @public */
export type Waves = z.output<typeof wavesSchema>;

/** One target of an operation over many. @public */
export const bulkTargetSchema = z.object({
  target: operationTargetSchema,
  wave: z.number().int(),
  state: z.enum([...operationStates, 'waiting-wave', 'skipped']),
  operationId: z.string().optional(),
  message: z.string().optional(),
  /** ISO 8601: since when it is due and could not be begun, because whether it is there is not known. */
  dueSince: z.string().optional(),
});
/** @public */
export type BulkTarget = z.infer<typeof bulkTargetSchema>;

/** What people may do with an operation itself. @public */
export const operationActions = ['cancel', 'approve', 'reject'] as const;

/** One change that somebody asked for: a row of the journal. @public */
export const operationSchema = z.object({
  id: z.string(),
  /** Backend plugin in whose journal it is: `clusters`. */
  plugin: z.string(),
  /** Id of its definition: `replace-node`. */
  kind: z.string(),
  title: z.string(),
  target: operationTargetSchema,
  risk: riskSchema,
  state: z.enum(operationStates),
  /** Entity ref of who asked, or `policy:<kind of finding>` for what the portal started itself. */
  requester: z.string(),
  reason: z.string(),
  /** As it was asked for; secret fields read `***`. */
  input: z.record(z.string(), z.unknown()),
  /** What it is at, in a sentence. */
  message: z.string().optional(),
  /** Why it cannot go on at the moment: upstream does not answer. It waits. */
  trouble: z.string().optional(),
  steps: z.array(operationStepSchema),
  /** Names and ids of what it made or changed upstream, for those who look there. */
  upstream: z.record(z.string(), z.string()),
  /** How it ended, and what to do when it failed. */
  outcome: z.string().optional(),
  approval: z
    .object({
      expiresAt: z.string(),
      approver: z.string().optional(),
      decidedAt: z.string().optional(),
      comment: z.string().optional(),
    })
    .optional(),
  /** The operation over many targets that this one is a part of. */
  bulkId: z.string().optional(),
  bulk: z
    .object({
      waves: wavesSchema,
      targets: z.array(bulkTargetSchema),
      /** Why no further target is begun. */
      stopped: z.string().optional(),
    })
    .optional(),
  /** The finding that it settles. */
  findingId: z.string().optional(),
  createdAt: z.string(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  deadlineAt: z.string().optional(),
  /** What the asker may do with it now. */
  allowedActions: z.array(z.enum(operationActions)),
});
/** @public */
export type Operation = z.infer<typeof operationSchema>;

/** Answer of `GET /operations`; facets for state, kind, requester, risk and targetType. @public */
export const operationListSchema = pageOf(operationSchema);

/** Filters of `GET /operations`, newest first unless sorted otherwise. @public */
export const operationQuerySchema = pageQuerySchema.extend({
  sort: z.enum(['createdAt', 'finishedAt']).default('createdAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  state: manyOf,
  kind: manyOf,
  requester: manyOf,
  risk: manyOf,
  targetType: manyOf,
  targetId: manyOf,
  entityRef: manyOf,
  findingId: manyOf,
  bulkId: manyOf,
});
/** @public */
export type OperationQuery = z.input<typeof operationQuerySchema>;

/** What it is to be done to, where these are many; nothing of it for one, which stands in the input. */
const manyTargets = {
  /** Ids of targets, to do it to many: the input's own target field is then left out. */
  targets: z.array(z.string()).min(1).max(1000).optional(),
  /** Filters of the domain's list (`owner`, `version`, …), instead of ids; what they find now is the targets. */
  select: z.record(z.string(), z.array(z.string())).optional(),
};

/** Body of `POST /operations/:kind/choices`. @public */
export const operationChoicesRequestSchema = z.strictObject({
  /** What was chosen so far. */
  input: z.record(z.string(), z.unknown()).default({}),
  ...manyTargets,
});
/** @public */
export type OperationChoicesRequest = z.input<
  typeof operationChoicesRequestSchema
>;

/** Body of `POST /operations/:kind`. @public */
export const operationRequestSchema = z.strictObject({
  /** Of the operation's own schema. */
  input: z.record(z.string(), z.unknown()).default({}),
  /** Why; shown to whoever approves, and kept. */
  reason: z.string().trim().max(1000).default(''),
  /** The same key by the same person is the same operation. */
  idempotencyKey: z.string().min(1).max(200).optional(),
  findingId: z.string().max(200).optional(),
  ...manyTargets,
  waves: wavesSchema.optional(),
  /** Of many targets, those that are blocked are left out; otherwise nothing begins while one of them is blocked. */
  skipBlocked: z.boolean().optional(),
});
/** @public */
export type OperationRequest = z.input<typeof operationRequestSchema>;

/** Body of `POST /operations/:id/approve` and `/reject`. @public */
export const approvalDecisionSchema = z.strictObject({
  comment: z.string().trim().max(1000).default(''),
});

/** An operation as people can ask for it. @public */
export const operationDefinitionSchema = z.object({
  plugin: z.string(),
  id: z.string(),
  title: z.string(),
  description: z.string(),
  target: z.enum(targetTypes),
  /** Field of the input that holds the id of the target. */
  targetField: z.string(),
  risk: riskSchema,
  idempotent: z.boolean(),
  /** Whether it can be done to many targets at once. */
  bulk: z.boolean(),
  /** JSON Schema of the input. */
  inputSchema: z.record(z.string(), z.unknown()),
  /** What has to be typed before it can be started: the title of the target. */
  confirm: z.boolean(),
  examples: z.array(
    z.object({
      description: z.string(),
      input: z.record(z.string(), z.unknown()),
    }),
  ),
});
/** @public */
export type OperationDefinition = z.infer<typeof operationDefinitionSchema>;

/** @public */
export const operationDefinitionListSchema = z.object({
  items: z.array(operationDefinitionSchema),
});

/** The valid values of fields, for what has been chosen so far. Fields that are free are not listed. @public */
export const operationChoicesSchema = z.object({
  fields: z.record(
    z.string(),
    z.array(
      z.object({
        value: z.union([z.string(), z.number()]),
        label: z.string(),
        note: z.string().optional(),
      }),
    ),
  ),
});
/** @public */
export type OperationChoices = z.infer<typeof operationChoicesSchema>;

/** Answer of `POST /operations/:kind/precheck`. @public */
export const operationPrecheckSchema = precheckSchema.extend({
  /** Risk on this very target. */
  risk: riskSchema,
  /** Whether somebody else will have to agree. */
  needsApproval: z.boolean(),
  /** Of many targets, all of them, as a query found them now: start with their ids to do it to none but these. */
  targets: z.array(operationTargetSchema).optional(),
  /** Of many targets, those that are blocked: they can be left out. */
  blocked: z.array(operationTargetSchema).optional(),
});
/** @public */
export type OperationPrecheck = z.infer<typeof operationPrecheckSchema>;
