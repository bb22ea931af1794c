import { z } from 'zod';

/** Id of the server, as every operation on one has it. */
export const serverId = z.string().min(1).describe('Id of the server');
