import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** `NewFunctionNameField`: a name for a new function. */
export const newFunctionNameSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      projectField: z
        .string()
        .default('projectId')
        .optional()
        .describe('Field that holds the project; dots lead into objects'),
    }),
});
