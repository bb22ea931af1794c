import { z } from 'zod';

/** Sentences on what stands against a change, before it is sent. `blocks` means it would not succeed. @public */
export const precheckSchema = z.object({
  problems: z.array(
    z.object({
      severity: z.enum(['blocks', 'warns']),
      field: z.string().optional(),
      message: z.string(),
    }),
  ),
});

/** @public */
export type Precheck = z.infer<typeof precheckSchema>;
