import { z } from 'zod';
import { freshnessSchema } from '../shared/freshness';

/**
 * The people of the clouds, as Keystone knows them: groups and users of the configured domains.
 * What the catalog makes `Group` and `User` entities of.
 *
 * @public
 */
export const organizationSchema = z.object({
  groups: z.array(
    z.object({
      /** Entity ref of the group. */
      ref: z.string(),
      name: z.string(),
      description: z.string(),
      cloud: z.string(),
    }),
  ),
  users: z.array(
    z.object({
      /** Entity ref of the user. */
      ref: z.string(),
      name: z.string(),
      displayName: z.string(),
      email: z.string().optional(),
      /** Entity refs of the groups that the user is a member of. */
      groups: z.array(z.string()),
      cloud: z.string(),
    }),
  ),
  freshness: z.array(freshnessSchema),
});

/** @public */
export type Organization = z.infer<typeof organizationSchema>;
