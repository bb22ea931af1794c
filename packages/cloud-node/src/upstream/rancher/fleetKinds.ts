import { z } from 'zod';
import { conditionWire, defineKind } from '../kubernetes';

const conditions = z.array(conditionWire).default([]);

/** A Helm chart that Fleet keeps installed on the clusters that it targets. */
export const helmOp = defineKind({
  apiVersion: 'fleet.cattle.io/v1alpha1',
  kind: 'HelmOp',
  plural: 'helmops',
  shape: {
    spec: z.object({
      namespace: z.string().optional(),
      defaultNamespace: z.string().optional(),
      targets: z
        .array(z.object({ clusterName: z.string().optional() }))
        .default([]),
      helm: z
        .object({
          chart: z.string().optional(),
          repo: z.string().optional(),
          version: z.string().optional(),
          releaseName: z.string().optional(),
          values: z.record(z.string(), z.unknown()).optional(),
        })
        .prefault({}),
    }),
    status: z
      .object({
        version: z.string().optional(),
        conditions,
        display: z
          .object({
            state: z.string().optional(),
            message: z.string().optional(),
            error: z.boolean().optional(),
          })
          .optional(),
      })
      .optional(),
  },
});

export type HelmOp = z.infer<typeof helmOp.schema>;

/** What Fleet does on one cluster for one bundle. */
export const bundleDeployment = defineKind({
  apiVersion: 'fleet.cattle.io/v1alpha1',
  kind: 'BundleDeployment',
  plural: 'bundledeployments',
  shape: {
    spec: z
      .object({
        deploymentID: z.string().optional(),
        options: z
          .object({
            namespace: z.string().optional(),
            defaultNamespace: z.string().optional(),
            helm: z
              .object({
                chart: z.string().optional(),
                version: z.string().optional(),
              })
              .optional(),
          })
          .optional(),
      })
      .prefault({}),
    status: z
      .object({
        ready: z.boolean().default(false),
        appliedDeploymentID: z.string().optional(),
        release: z.string().optional(),
        conditions,
        display: z.object({ state: z.string().optional() }).optional(),
      })
      .optional(),
  },
});

export type BundleDeployment = z.infer<typeof bundleDeployment.schema>;

/** Labels by which Fleet says what belongs together. */
export const fleetLabels = {
  bundle: 'fleet.cattle.io/bundle-name',
  cluster: 'fleet.cattle.io/cluster',
} as const;
