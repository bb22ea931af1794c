import { z } from 'zod';
import { conditionWire, defineKind } from '../kubernetes';

const serving = 'serving.knative.dev/v1';
const shipwright = 'shipwright.io/v1beta1';

const conditions = z.array(conditionWire).optional().catch(undefined);

const container = z.object({ image: z.string().optional() });

const target = z.object({
  revisionName: z.string().optional(),
  latestRevision: z.boolean().optional(),
  percent: z.number().optional(),
  tag: z.string().optional(),
});

export const knativeService = defineKind({
  apiVersion: serving,
  kind: 'Service',
  plural: 'services',
  shape: {
    spec: z.object({
      template: z.object({
        spec: z.object({ containers: z.array(container).optional() }),
      }),
      traffic: z.array(target).optional(),
    }),
    status: z
      .object({
        observedGeneration: z.number().optional(),
        conditions,
        url: z.string().optional(),
        latestCreatedRevisionName: z.string().optional(),
        latestReadyRevisionName: z.string().optional(),
        traffic: z.array(target).optional().catch(undefined),
      })
      .optional(),
  },
});

export type TrafficTarget = z.infer<typeof target>;
export type KnativeService = z.infer<typeof knativeService.schema>;

export const knativeRevision = defineKind({
  apiVersion: serving,
  kind: 'Revision',
  plural: 'revisions',
  shape: {
    spec: z.object({ containers: z.array(container).optional() }),
    status: z
      .object({
        observedGeneration: z.number().optional(),
        conditions,
        actualReplicas: z.number().optional(),
        containerStatuses: z
          .array(z.object({ imageDigest: z.string().optional() }))
          .optional()
          .catch(undefined),
      })
      .optional(),
  },
});

export type KnativeRevision = z.infer<typeof knativeRevision.schema>;

const gitSource = z.object({
  url: z.string(),
  revision: z.string().optional(),
});

export const shipwrightBuild = defineKind({
  apiVersion: shipwright,
  kind: 'Build',
  plural: 'builds',
  shape: {
    spec: z.object({
      source: z
        .object({
          git: gitSource.optional(),
          contextDir: z.string().optional(),
        })
        .optional(),
      output: z.object({ image: z.string() }),
    }),
    status: z
      .object({
        registered: z.string().optional(),
        reason: z.string().optional(),
        message: z.string().optional(),
      })
      .optional(),
  },
});

export type ShipwrightBuild = z.infer<typeof shipwrightBuild.schema>;

export const shipwrightBuildRun = defineKind({
  apiVersion: shipwright,
  kind: 'BuildRun',
  plural: 'buildruns',
  shape: {
    spec: z.object({
      build: z.object({ name: z.string().optional() }).optional(),
    }),
    status: z
      .object({
        conditions,
        startTime: z.string().optional(),
        completionTime: z.string().optional(),
        output: z.object({ digest: z.string().optional() }).optional(),
        source: z
          .object({
            git: z.object({ commitSha: z.string().optional() }).optional(),
          })
          .optional(),
        failureDetails: z
          .object({
            reason: z.string().optional(),
            message: z.string().optional(),
            location: z
              .object({ container: z.string().optional() })
              .optional()
              .catch(undefined),
          })
          .optional(),
      })
      .optional(),
  },
});

export type ShipwrightBuildRun = z.infer<typeof shipwrightBuildRun.schema>;

export const coreNamespace = defineKind({
  apiVersion: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  namespaced: false,
  shape: {},
});

export type CoreNamespace = z.infer<typeof coreNamespace.schema>;

/** Of a Secret only its name is ever read. */
export const coreSecret = defineKind({
  apiVersion: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  shape: {},
});

export const corePod = defineKind({
  apiVersion: 'v1',
  kind: 'Pod',
  plural: 'pods',
  shape: {},
});
