import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** `NewClusterNameField`: a name for a new cluster. */
export const newClusterNameSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      projectField: z
        .string()
        .default('projectId')
        .optional()
        .describe('Field that holds the project; dots lead into objects'),
      regionField: z.string().default('region').optional(),
    }),
});

/** `ClusterVersionPicker`: a Kubernetes version that Rancher accepts; the recommended one is chosen at once. */
export const versionPickerSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      sourceField: z
        .string()
        .default('source')
        .optional()
        .describe('Field that holds the Rancher, where there are several'),
    }),
});

/** `ClusterPicker`: id of a cluster on which the person may install add-ons. */
export const clusterPickerSchema = makeFieldSchema({ output: z => z.string() });

/** `AddonPicker`: one add-on and its version for a cluster. */
export const addonPickerSchema = makeFieldSchema({
  output: z => z.object({ name: z.string(), version: z.string().optional() }),
  uiOptions: z =>
    z.object({
      clusterField: z
        .string()
        .default('clusterId')
        .optional()
        .describe('Field that holds the cluster'),
    }),
});

/** `AddonsPicker`: names of any number of add-ons, for a new cluster. */
export const addonsPickerSchema = makeFieldSchema({
  output: z => z.array(z.string()),
});
