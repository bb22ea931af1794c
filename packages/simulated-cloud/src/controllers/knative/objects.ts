import type { KubeObject, OwnerReference } from '../../kubernetes/types';
import type { Kind } from '../runtime';
import { servingKinds } from './kinds';
import { generationsBefore } from './marks';
import type {
  Configuration,
  KnativeService,
  Revision,
  Route,
  TrafficTarget,
} from './types';

export function ownedBy(owner: KubeObject, kind: Kind): OwnerReference[] {
  return [
    {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      name: owner.metadata.name,
      uid: owner.metadata.uid ?? '',
      controller: true,
      blockOwnerDeletion: true,
    },
  ];
}

export function configurationOf(service: KnativeService): Configuration {
  const { name, namespace, uid, labels } = service.metadata;
  return {
    apiVersion: servingKinds.configuration.apiVersion,
    kind: 'Configuration',
    metadata: {
      name,
      namespace,
      labels: {
        ...labels,
        'serving.knative.dev/service': name,
        'serving.knative.dev/serviceUID': uid ?? '',
      },
      annotations: { 'serving.knative.dev/routes': name },
      ownerReferences: ownedBy(service, servingKinds.service),
    },
    spec: { template: service.spec.template },
  };
}

export function routeOf(service: KnativeService): Route {
  const { name, namespace, labels } = service.metadata;
  const targets: TrafficTarget[] = service.spec.traffic ?? [
    { latestRevision: true, percent: 100 },
  ];
  return {
    apiVersion: servingKinds.route.apiVersion,
    kind: 'Route',
    metadata: {
      name,
      namespace,
      labels: { ...labels, 'serving.knative.dev/service': name },
      ownerReferences: ownedBy(service, servingKinds.service),
    },
    spec: {
      traffic: targets.map(target =>
        target.revisionName
          ? target
          : { ...target, configurationName: name, latestRevision: true },
      ),
    },
  };
}

/** Which generation this is, with those that it had before this cloud began. */
function generationOf({ metadata }: Configuration): number {
  const before = metadata.annotations?.[generationsBefore] ?? 0;
  return (metadata.generation ?? 1) + Number(before);
}

/** Name that the newest revision of a configuration bears. */
export function revisionNameOf(configuration: Configuration): string {
  const { name } = configuration.metadata;
  const generation = generationOf(configuration);
  return (
    configuration.spec.template.metadata?.name ??
    `${name}-${String(generation).padStart(5, '0')}`
  );
}

export function revisionOf(configuration: Configuration): Revision {
  const { name, namespace, uid, labels } = configuration.metadata;
  const generation = generationOf(configuration);
  const { template } = configuration.spec;
  return {
    apiVersion: servingKinds.revision.apiVersion,
    kind: 'Revision',
    metadata: {
      name: revisionNameOf(configuration),
      namespace,
      labels: {
        ...template.metadata?.labels,
        'serving.knative.dev/configuration': name,
        'serving.knative.dev/configurationGeneration': String(generation),
        'serving.knative.dev/configurationUID': uid ?? '',
        'serving.knative.dev/routingState': 'pending',
        'serving.knative.dev/service': name,
        'serving.knative.dev/serviceUID':
          labels?.['serving.knative.dev/serviceUID'] ?? '',
      },
      annotations: {
        ...template.metadata?.annotations,
        'serving.knative.dev/routes': name,
      },
      ownerReferences: ownedBy(configuration, servingKinds.configuration),
    },
    spec: template.spec,
  };
}

/** The JSON merge patch that makes `wanted` of `present`. */
export function mergePatch(
  present: Record<string, unknown>,
  wanted: Record<string, unknown>,
): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const key of Object.keys(present))
    if (wanted[key] === undefined) patch[key] = null;
  for (const [key, value] of Object.entries(wanted)) {
    const before = present[key];
    if (isPlain(before) && isPlain(value)) {
      const inner = mergePatch(before, value);
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (JSON.stringify(before) !== JSON.stringify(value)) {
      patch[key] = value;
    }
  }
  return patch;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
