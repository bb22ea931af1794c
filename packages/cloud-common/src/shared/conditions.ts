import { z } from 'zod';

/** A condition as Kubernetes APIs report it. `status` is the wire's own string. @public */
export const conditionSchema = z.object({
  type: z.string(),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string().optional(),
  message: z.string().optional(),
  since: z.string().optional(),
});

/** @public */
export type Condition = z.infer<typeof conditionSchema>;
