import { cloudLabels } from '@flytower/cloud-common';
import { createHash } from 'node:crypto';
import type { KubernetesManifest } from '../kubernetes';
import {
  coreSecret,
  knativeService,
  shipwrightBuild,
  shipwrightBuildRun,
  type KnativeService,
  type ShipwrightBuild,
  type ShipwrightBuildRun,
} from './kinds';
import { functionAnnotations, functionLabels } from './words';

/** A function that is to be built and deployed, with everything decided. */
export interface FunctionPlan {
  namespace: string;
  name: string;
  projectId: string;
  git: { url: string; revision: string; contextDir: string };
  runtime: string;
  invoke: 'http' | 'cloudevent';
  environment?: string;
  requester: string;
  /** What makes it; the same request has the same id, however often it is sent. */
  operationId: string;
  /** Secret with its environment variables. */
  envSecret?: string;
  buildStrategy: string;
  /** `registry.example/functions`. */
  registry: string;
}

function labelsOf(plan: { name: string; projectId: string; runtime: string }) {
  return {
    [cloudLabels.managedBy]: 'flytower',
    [cloudLabels.projectId]: plan.projectId,
    [functionLabels.name]: plan.name,
    [functionLabels.runtime]: plan.runtime,
  };
}

/** The namespace of a project on a function platform. */
export function namespaceManifest(options: {
  name: string;
  projectId: string;
}): KubernetesManifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: options.name,
      labels: {
        [cloudLabels.managedBy]: 'flytower',
        [cloudLabels.projectId]: options.projectId,
      },
    },
  };
}

/** How the function's image is built, and everything that is needed to deploy it afterwards. */
export function buildManifest(
  plan: FunctionPlan,
  deployed: boolean,
): KubernetesManifest {
  const { namespace, name, git } = plan;
  return {
    apiVersion: shipwrightBuild.apiVersion,
    kind: shipwrightBuild.kind,
    metadata: {
      name,
      namespace,
      labels: labelsOf(plan),
      annotations: {
        [functionAnnotations.invoke]: plan.invoke,
        [functionAnnotations.requester]: plan.requester,
        [functionAnnotations.operation]: plan.operationId,
        ...(plan.environment && {
          [functionAnnotations.environment]: plan.environment,
        }),
        ...(plan.envSecret && {
          [functionAnnotations.envSecret]: plan.envSecret,
        }),
        ...(deployed && { [functionAnnotations.deployed]: 'true' }),
      },
    },
    spec: {
      source: {
        type: 'Git',
        git: { url: git.url, revision: git.revision },
        ...(git.contextDir && { contextDir: git.contextDir }),
      },
      strategy: { kind: 'ClusterBuildStrategy', name: plan.buildStrategy },
      output: { image: `${plan.registry}/${namespace}/${name}` },
    },
  };
}

function tailOf(operationId: string): string {
  return createHash('sha256').update(operationId).digest('hex').slice(0, 10);
}

/** Name of the build run of an operation. */
export function buildRunName(name: string, operationId: string): string {
  return `${name}-${tailOf(operationId)}`;
}

/** Name of the Secret that an operation writes a function's environment to. */
export function envSecretName(name: string, operationId: string): string {
  return `${name}-env-${tailOf(operationId)}`;
}

/**
 * The environment of a function from one deployment on. It is never changed: revisions keep what they were made with,
 * and going back to one brings its environment back. It belongs to the build, and goes with it.
 */
export function envSecretManifest(options: {
  plan: FunctionPlan & { envSecret: string };
  build: ShipwrightBuild;
  env: Record<string, string>;
}): KubernetesManifest {
  const { plan, build, env } = options;
  return {
    apiVersion: coreSecret.apiVersion,
    kind: coreSecret.kind,
    metadata: {
      name: plan.envSecret,
      namespace: plan.namespace,
      labels: labelsOf(plan),
      ownerReferences: [ownedBy(build, shipwrightBuild)],
    },
    type: 'Opaque',
    data: Object.fromEntries(
      Object.entries(env).map(([name, value]) => [
        name,
        Buffer.from(value).toString('base64'),
      ]),
    ),
  };
}

/** One run of a build. It belongs to the build, and goes with it. */
export function buildRunManifest(options: {
  plan: FunctionPlan;
  build: ShipwrightBuild;
  requestedAt: Date;
}): KubernetesManifest {
  const { plan, build, requestedAt } = options;
  return {
    apiVersion: shipwrightBuildRun.apiVersion,
    kind: shipwrightBuildRun.kind,
    metadata: {
      name: buildRunName(plan.name, plan.operationId),
      namespace: plan.namespace,
      labels: labelsOf(plan),
      annotations: {
        [functionAnnotations.requester]: plan.requester,
        [functionAnnotations.operation]: plan.operationId,
        [functionAnnotations.requestedAt]: requestedAt.toISOString(),
      },
      ownerReferences: [ownedBy(build, shipwrightBuild)],
    },
    spec: { build: { name: build.metadata.name } },
  };
}

/** The Knative service of a function whose image has been built. */
export function serviceManifest(options: {
  build: ShipwrightBuild;
  run: ShipwrightBuildRun;
  digest: string;
}): KubernetesManifest {
  const { build, run, digest } = options;
  const { name, namespace, labels, annotations } = build.metadata;
  const { git } = build.spec.source ?? {};
  const commit = run.status?.source?.git?.commitSha;
  const kept = [
    functionAnnotations.invoke,
    functionAnnotations.environment,
    functionAnnotations.requester,
    functionAnnotations.operation,
  ];
  const envSecret = annotations[functionAnnotations.envSecret];
  return {
    apiVersion: knativeService.apiVersion,
    kind: knativeService.kind,
    metadata: {
      name,
      namespace,
      labels: {
        ...labelsOf({
          name,
          projectId: labels[cloudLabels.projectId] ?? '',
          runtime: labels[functionLabels.runtime] ?? 'node',
        }),
        [functionLabels.function]: 'true',
      },
      annotations: {
        ...Object.fromEntries(
          kept.flatMap(key =>
            annotations[key] ? [[key, annotations[key]]] : [],
          ),
        ),
        ...(git && { [functionAnnotations.gitUrl]: git.url }),
        ...(git?.revision && {
          [functionAnnotations.gitRevision]: git.revision,
        }),
        ...(commit && { [functionAnnotations.gitCommit]: commit }),
        [functionAnnotations.buildRun]: run.metadata.name,
      },
    },
    spec: {
      template: {
        spec: {
          containers: [
            {
              image: `${build.spec.output.image}@${digest}`,
              ...(envSecret && {
                envFrom: [{ secretRef: { name: envSecret } }],
              }),
            },
          ],
        },
      },
    },
  };
}

/** Lets a build go when its function goes, and remembers that the function was there. */
export function deployedBuildPatch(service: KnativeService) {
  return {
    metadata: {
      annotations: { [functionAnnotations.deployed]: 'true' },
      ownerReferences: [ownedBy(service, knativeService)],
    },
  };
}

function ownedBy(
  object: { metadata: { name: string; uid?: string } },
  kind: { apiVersion: string; kind: string },
) {
  return {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    name: object.metadata.name,
    uid: object.metadata.uid ?? '',
  };
}
