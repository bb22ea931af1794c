import { cloudLabels } from '@flytower/cloud-common';
import { createHash } from 'node:crypto';
import type { KubernetesManifest } from '../kubernetes';
import {
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
        ...(plan.environment && {
          [functionAnnotations.environment]: plan.environment,
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

/** Name of the build run of a request: the same for the same idempotency key. */
export function buildRunName(name: string, key: string): string {
  const tail = createHash('sha256').update(key).digest('hex').slice(0, 10);
  return `${name}-${tail}`;
}

/** One run of a build. It belongs to the build, and goes with it. */
export function buildRunManifest(options: {
  plan: FunctionPlan;
  build: ShipwrightBuild;
  idempotencyKey: string;
  requestedAt: Date;
}): KubernetesManifest {
  const { plan, build, idempotencyKey, requestedAt } = options;
  return {
    apiVersion: shipwrightBuildRun.apiVersion,
    kind: shipwrightBuildRun.kind,
    metadata: {
      name: buildRunName(plan.name, idempotencyKey),
      namespace: plan.namespace,
      labels: labelsOf(plan),
      annotations: {
        [functionAnnotations.requester]: plan.requester,
        [functionAnnotations.idempotencyKey]: idempotencyKey,
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
  ];
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
          containers: [{ image: `${build.spec.output.image}@${digest}` }],
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
