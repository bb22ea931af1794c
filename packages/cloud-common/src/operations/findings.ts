import { z } from 'zod';
import { manyOf, pageOf, pageQuerySchema } from '../shared/page';
import { operationStates, operationTargetSchema, riskSchema } from './schema';

/** Worst first. @public */
export const findingSeverities = ['critical', 'warning', 'info'] as const;

/** What the portal does about a kind of finding by itself. @public */
export const findingPolicies = ['off', 'suggest', 'auto'] as const;

/** A fact that speaks for a finding. @public */
export const evidenceSchema = z.object({
  label: z.string(),
  value: z.string(),
});

/** An operation that would settle a finding, filled in. @public */
export const suggestionSchema = z.object({
  plugin: z.string(),
  /** Id of the operation's definition. */
  operation: z.string(),
  title: z.string(),
  risk: riskSchema,
  input: z.record(z.string(), z.unknown()),
});
/** @public */
export type Suggestion = z.infer<typeof suggestionSchema>;

/** Something that needs its owner's attention, with evidence and what would settle it. @public */
export const findingSchema = z.object({
  id: z.string(),
  plugin: z.string(),
  /** `node-not-ready` */
  kind: z.string(),
  subject: operationTargetSchema,
  /** Tells findings of a kind on one subject apart: the name of the node. */
  part: z.string().optional(),
  severity: z.enum(findingSeverities),
  /** A sentence: what is wrong. */
  message: z.string(),
  evidence: z.array(evidenceSchema),
  owner: z.string().optional(),
  state: z.enum(['open', 'closed']),
  /** When the evidence began, which is before it was opened. */
  since: z.string(),
  openedAt: z.string(),
  updatedAt: z.string(),
  closedAt: z.string().optional(),
  policy: z.enum(findingPolicies),
  /** What would settle it, of which the asker may do these. */
  suggestions: z.array(suggestionSchema),
  /** The operation that was started last to settle it. */
  operationId: z.string().optional(),
  /** How that one stands; absent once it is forgotten. */
  operationState: z.enum(operationStates).optional(),
});
/** @public */
export type Finding = z.infer<typeof findingSchema>;

/** Answer of `GET /findings`; facets for kind, severity, owner and state. @public */
export const findingListSchema = pageOf(findingSchema);

/** Filters of `GET /findings`: worst first, then oldest. @public */
export const findingQuerySchema = pageQuerySchema.extend({
  sort: z.enum(['severity', 'openedAt', 'updatedAt']).default('severity'),
  state: manyOf,
  kind: manyOf,
  severity: manyOf,
  owner: manyOf,
  /** With `owner`: also what others own, where the asker may start something that would settle it. */
  orSettleable: z.union([z.boolean(), z.stringbool()]).default(false),
  subjectId: manyOf,
  entityRef: manyOf,
});
/** @public */
export type FindingQuery = z.input<typeof findingQuerySchema>;
