import { z } from 'zod';

/**
 * When the portal last saw the truth of one source, and how it stands with it now.
 *
 * - `waiting`: never read completely since the portal started
 * - `fresh`: read completely, within the time that this source promises
 * - `stale`: nothing failed, but the last complete read is older than promised
 * - `failing`: the last read failed; `since` says when the failing began
 *
 * @public
 */
export const freshnessSchema = z.object({
  source: z.string(),
  kind: z.enum(['openstack', 'rancher', 'knative']),
  state: z.enum(['waiting', 'fresh', 'stale', 'failing']),
  /** ISO 8601 time of the last complete read; absent while there was none. */
  observedAt: z.string().optional(),
  /** ISO 8601 time since when reads of this source fail. */
  since: z.string().optional(),
  /** A sentence for the person who looks, without secrets. */
  message: z.string().optional(),
});

/** @public */
export type Freshness = z.infer<typeof freshnessSchema>;
