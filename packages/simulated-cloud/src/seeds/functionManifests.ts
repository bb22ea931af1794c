import { generationsBefore, startsLazily } from '../controllers/knative/marks';
import type { SeedFunction } from './functions';

const registry = 'registry.meridian.example/functions';
const serving = 'serving.knative.dev/v1';
const projectLabel = 'cloud.flytower.io/project-id';

interface Owner {
  metadata: { name: string; uid?: string };
}

/** What every function platform has from the start. */
export const platformManifests = [
  {
    apiVersion: 'shipwright.io/v1beta1',
    kind: 'ClusterBuildStrategy',
    metadata: { name: 'flytower-node' },
    spec: { steps: [] },
  },
];

export function namespaceManifest({ namespace, project }: SeedFunction) {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels: labelsOf(project.id) },
  };
}

export function imageOf(fn: SeedFunction, digest: string): string {
  return `${registry}/${fn.namespace}/${fn.name}@${digest}`;
}

export function revisionName(fn: SeedFunction, number: number): string {
  return `${fn.name}-${String(number).padStart(5, '0')}`;
}

export function serviceManifest(
  fn: SeedFunction,
  image: string,
  repository: string,
) {
  const newest = fn.revisions.length;
  return {
    apiVersion: serving,
    kind: 'Service',
    metadata: {
      name: fn.name,
      namespace: fn.namespace,
      labels: {
        ...(fn.fromPortal && labelsOf(fn.project.id)),
        'function.knative.dev/name': fn.name,
        'function.knative.dev/runtime': 'node',
        'boson.dev/function': 'true',
      },
      annotations: {
        'cloud.flytower.io/invoke': fn.source.invoke,
        'cloud.flytower.io/git-url': repository,
        'cloud.flytower.io/git-revision': 'main',
      },
    },
    spec: {
      template: { spec: { containers: [{ image }] } },
      traffic:
        fn.newestPercent === 100
          ? [{ latestRevision: true, percent: 100 }]
          : [
              {
                revisionName: revisionName(fn, newest - 1),
                percent: 100 - fn.newestPercent,
                tag: 'stable',
              },
              { latestRevision: true, percent: fn.newestPercent },
            ],
    },
  };
}

export function configurationManifest(
  fn: SeedFunction,
  image: string,
  service: Owner,
) {
  return {
    apiVersion: serving,
    kind: 'Configuration',
    metadata: {
      name: fn.name,
      namespace: fn.namespace,
      labels: {
        'serving.knative.dev/service': fn.name,
        'serving.knative.dev/serviceUID': service.metadata.uid ?? '',
      },
      annotations: { [generationsBefore]: String(fn.revisions.length - 1) },
      ownerReferences: [ownedBy(service, 'Service')],
    },
    spec: { template: { spec: { containers: [{ image }] } } },
  };
}

/** A revision; `number` counts from 1. */
export function revisionManifest(
  fn: SeedFunction,
  options: {
    number: number;
    image: string;
    configuration: Owner;
    fails: boolean;
  },
) {
  const { number, image, configuration, fails } = options;
  const newest = number === fn.revisions.length;
  const runs = newest && fn.awake;
  return {
    apiVersion: serving,
    kind: 'Revision',
    metadata: {
      name: revisionName(fn, number),
      namespace: fn.namespace,
      labels: {
        'serving.knative.dev/configuration': fn.name,
        'serving.knative.dev/configurationGeneration': String(number),
        'serving.knative.dev/service': fn.name,
      },
      annotations: {
        'serving.knative.dev/routes': fn.name,
        ...(runs && {
          'autoscaling.knative.dev/min-scale': '1',
          [startsLazily]: 'true',
        }),
        ...(!runs &&
          !fails && { 'autoscaling.knative.dev/initial-scale': '0' }),
      },
      ownerReferences: [ownedBy(configuration, 'Configuration')],
    },
    spec: { containers: [{ image }] },
  };
}

function labelsOf(projectId: string) {
  return {
    'app.kubernetes.io/managed-by': 'flytower',
    [projectLabel]: projectId,
  };
}

function ownedBy(owner: Owner, kind: string) {
  return {
    apiVersion: serving,
    kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}
