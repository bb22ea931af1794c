import type { z as zod } from 'zod/v3';

type Z = typeof zod;

/** What `cloud:function:precheck` and `cloud:function:deploy` share. */
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

/** Where the source of a function is. */
export const gitInput = (z: Z) =>
  z
    .object({
      url: z
        .string()
        .min(1)
        .describe("Clone URL, on one of the portal's git hosts"),
      revision: z
        .string()
        .optional()
        .describe('Branch, tag or commit; main if not given'),
      contextDir: z
        .string()
        .optional()
        .describe('Folder of func.yaml in the repository'),
    })
    .strict();
