import { z } from 'zod';
import { defineKind } from '../kubernetes';
import { metadataWire } from '../kubernetes/kinds';

/** A pod, as far as it stands in the way of a node that is to go. */
export const pod = defineKind({
  apiVersion: 'v1',
  kind: 'Pod',
  plural: 'pods',
  shape: {
    metadata: metadataWire.extend({
      ownerReferences: z
        .array(z.object({ kind: z.string(), name: z.string() }))
        .default([]),
    }),
    spec: z
      .object({
        nodeName: z.string().optional(),
        volumes: z
          .array(
            z.object({ name: z.string(), emptyDir: z.unknown().optional() }),
          )
          .default([]),
      })
      .prefault({}),
    status: z.object({ phase: z.string().optional() }).optional(),
  },
});

export type Pod = z.infer<typeof pod.schema>;

/** How many pods of a kind must stay. */
export const podDisruptionBudget = defineKind({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  shape: {
    spec: z
      .object({
        selector: z
          .object({
            matchLabels: z.record(z.string(), z.string()).default({}),
            matchExpressions: z
              .array(
                z.object({
                  key: z.string(),
                  operator: z.string(),
                  values: z.array(z.string()).default([]),
                }),
              )
              .default([]),
          })
          .optional(),
      })
      .prefault({}),
    status: z
      .object({
        disruptionsAllowed: z.number().default(0),
        currentHealthy: z.number().optional(),
        desiredHealthy: z.number().optional(),
      })
      .optional(),
  },
});

export type PodDisruptionBudget = z.infer<typeof podDisruptionBudget.schema>;
