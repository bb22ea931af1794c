import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { projectOperations } from '@flytower/cloud-common/projects';

/** `ui:options` of `CloudProjectPicker`; its value is the project's id. */
export const projectPickerSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      operation: z
        .enum(projectOperations)
        .default('create-cluster')
        .optional()
        .describe('Only projects in which the person may do this are offered'),
    }),
});

/** `ui:options` of `CloudRegionPicker`; its value is the region's name. */
export const regionPickerSchema = makeFieldSchema({
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

/** `ui:options` of `CloudFlavorPicker`; its value is the flavor's name. */
export const flavorPickerSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      projectField: z.string().default('projectId').optional(),
      regionField: z
        .string()
        .default('region')
        .optional()
        .describe('Field that holds the region; dots lead into objects'),
    }),
});

/** `ui:options` of `CloudQuotaNote`; its value says whether the plan fits, and nothing need be done with it. */
export const quotaNoteSchema = makeFieldSchema({
  output: z => z.enum(['fits', 'exceeds', 'open']),
  uiOptions: z =>
    z.object({
      projectField: z.string().default('projectId').optional(),
      regionField: z.string().default('region').optional(),
      nodes: z
        .array(z.object({ count: z.string(), flavor: z.string() }))
        .optional()
        .describe('Pairs of fields: how many nodes, and of which flavor'),
    }),
});

/** Where the cluster template keeps its sizes. */
export const defaultNodes = [
  { count: 'controlPlaneCount', flavor: 'controlPlaneFlavor' },
  { count: 'workerCount', flavor: 'workerFlavor' },
];
