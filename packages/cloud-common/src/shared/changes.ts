import { z } from 'zod';

/** What a domain tells the others when something changed: ids, never data. @public */
export const changesSchema = z.object({
  changes: z.array(
    z.object({ id: z.string(), change: z.enum(['upserted', 'removed']) }),
  ),
});

/** @public */
export type Changes = z.infer<typeof changesSchema>;

/** Topics of the events service, and channels of the signals service, on which changes are told. @public */
export const cloudTopics = {
  projects: 'cloud.projects',
  clusters: 'cloud.clusters',
  functions: 'cloud.functions',
  operations: 'cloud.operations',
  findings: 'cloud.findings',
} as const;
