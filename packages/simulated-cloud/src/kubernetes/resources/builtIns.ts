import {
  prepareNamespace,
  preparePod,
  normalizeSecret,
} from './builtInDefaults';
import { prepareDefinition } from './definitionDefaults';
import {
  prepareDeployment,
  prepareJob,
  prepareReplicaSet,
  prepareService,
} from './workloadDefaults';
import type { KubeObject } from '../types';
import type { ResourceType, ScalePaths } from './ResourceType';

interface Entry {
  group?: string;
  version?: string;
  kind: string;
  plural?: string;
  short?: string[];
  cluster?: boolean;
  status?: boolean;
  generation?: boolean;
  scale?: ScalePaths;
  all?: boolean;
  normalize?: (object: KubeObject) => KubeObject;
  prepare?: (object: KubeObject, now: string) => KubeObject;
}

const replicas: ScalePaths = {
  specReplicasPath: '.spec.replicas',
  statusReplicasPath: '.status.replicas',
};

const rbac = { group: 'rbac.authorization.k8s.io' };

const entries: Entry[] = [
  {
    kind: 'Namespace',
    short: ['ns'],
    cluster: true,
    status: true,
    prepare: prepareNamespace,
  },
  { kind: 'Node', short: ['no'], cluster: true, status: true },
  { kind: 'PersistentVolume', short: ['pv'], cluster: true, status: true },
  {
    kind: 'Pod',
    short: ['po'],
    status: true,
    all: true,
    prepare: preparePod,
  },
  {
    kind: 'Service',
    short: ['svc'],
    status: true,
    all: true,
    prepare: prepareService,
  },
  { kind: 'Secret', normalize: normalizeSecret },
  { kind: 'ConfigMap', short: ['cm'] },
  { kind: 'ServiceAccount', short: ['sa'] },
  { kind: 'Event', short: ['ev'] },
  { kind: 'Endpoints', plural: 'endpoints', short: ['ep'] },
  { kind: 'PersistentVolumeClaim', short: ['pvc'], status: true },
  { kind: 'ResourceQuota', short: ['quota'], status: true },
  { kind: 'LimitRange', short: ['limits'] },
  {
    group: 'apps',
    kind: 'Deployment',
    short: ['deploy'],
    status: true,
    generation: true,
    scale: { ...replicas, labelSelectorPath: '.spec.selector' },
    all: true,
    prepare: prepareDeployment,
  },
  {
    group: 'apps',
    kind: 'ReplicaSet',
    short: ['rs'],
    status: true,
    generation: true,
    scale: { ...replicas, labelSelectorPath: '.spec.selector' },
    all: true,
    prepare: prepareReplicaSet,
  },
  {
    group: 'apps',
    kind: 'StatefulSet',
    short: ['sts'],
    status: true,
    generation: true,
    scale: { ...replicas, labelSelectorPath: '.spec.selector' },
    all: true,
    prepare: prepareReplicaSet,
  },
  {
    group: 'apps',
    kind: 'DaemonSet',
    short: ['ds'],
    status: true,
    generation: true,
    all: true,
  },
  {
    group: 'batch',
    kind: 'Job',
    status: true,
    generation: true,
    all: true,
    prepare: prepareJob,
  },
  {
    group: 'batch',
    kind: 'CronJob',
    short: ['cj'],
    status: true,
    generation: true,
    all: true,
  },
  { group: 'coordination.k8s.io', kind: 'Lease' },
  { ...rbac, kind: 'Role' },
  { ...rbac, kind: 'RoleBinding' },
  { ...rbac, kind: 'ClusterRole', cluster: true },
  { ...rbac, kind: 'ClusterRoleBinding', cluster: true },
  {
    group: 'policy',
    kind: 'PodDisruptionBudget',
    short: ['pdb'],
    status: true,
    generation: true,
  },
  {
    group: 'networking.k8s.io',
    kind: 'Ingress',
    plural: 'ingresses',
    short: ['ing'],
    status: true,
    generation: true,
  },
  {
    group: 'networking.k8s.io',
    kind: 'NetworkPolicy',
    plural: 'networkpolicies',
    short: ['netpol'],
    generation: true,
  },
  { group: 'discovery.k8s.io', kind: 'EndpointSlice', generation: true },
  {
    group: 'storage.k8s.io',
    kind: 'StorageClass',
    plural: 'storageclasses',
    short: ['sc'],
    cluster: true,
  },
  {
    group: 'scheduling.k8s.io',
    kind: 'PriorityClass',
    plural: 'priorityclasses',
    short: ['pc'],
    cluster: true,
    generation: true,
  },
  {
    group: 'apiextensions.k8s.io',
    kind: 'CustomResourceDefinition',
    short: ['crd', 'crds'],
    cluster: true,
    status: true,
    generation: true,
    prepare: prepareDefinition,
  },
  {
    group: 'apiregistration.k8s.io',
    kind: 'APIService',
    cluster: true,
    status: true,
  },
];

/** The kinds that every cluster has. */
export const builtInTypes: ResourceType[] = entries.map(toType);

function toType(entry: Entry): ResourceType {
  const singular = entry.kind.toLowerCase();
  return {
    group: entry.group ?? '',
    plural: entry.plural ?? `${singular}s`,
    singular,
    kind: entry.kind,
    listKind: `${entry.kind}List`,
    shortNames: entry.short ?? [],
    categories: entry.all ? ['all'] : [],
    namespaced: !entry.cluster,
    custom: false,
    generation: entry.generation ?? false,
    normalize: entry.normalize,
    prepare: entry.prepare,
    versions: [
      {
        name: entry.version ?? 'v1',
        storage: true,
        status: entry.status ?? false,
        scale: entry.scale,
      },
    ],
  };
}
