import type { z as zod } from 'zod/v3';

type Z = typeof zod;

/** What `cloud:function:precheck` takes: what `cloud:function:deploy` does, but for the source, which is not there yet. */
export const functionInput = {
  projectId: (z: Z) =>
    z.string().min(1).describe('Id of the project that will own the function'),
  name: (z: Z) =>
    z.string().min(1).max(40).describe('Name, a DNS label, part of its URL'),
  source: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Which function platform; needed only when there are several'),
  runtime: (z: Z) => z.enum(['node']).optional(),
  invoke: (z: Z) =>
    z
      .enum(['http', 'cloudevent'])
      .optional()
      .describe('Whether it takes HTTP requests or CloudEvents'),
  environment: (z: Z) =>
    z.string().optional().describe('For example production'),
};
