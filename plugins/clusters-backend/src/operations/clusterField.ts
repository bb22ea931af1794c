import { z } from 'zod';

/** Id of the cluster, as every operation on one has it. */
export const clusterId = z.string().min(1).describe('Id of the cluster');
