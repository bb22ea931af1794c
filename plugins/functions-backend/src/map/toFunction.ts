import { cloudLabels, toEntityName } from '@flytower/cloud-common';
import type {
  CloudFunction,
  FunctionBuild,
  FunctionRevision,
} from '@flytower/cloud-common/functions';
import type { Condition } from '@flytower/cloud-common';
import type { ProjectEntry } from '@flytower/cloud-node';
import {
  functionAnnotations,
  functionLabels,
  functionState,
  toBuild,
  toConditions,
  toRevisions,
  type FunctionObjects,
  type FunctionPlatformConfig,
  type knativeKinds,
} from '@flytower/cloud-node/upstream/knative';

/** Everything that a platform knows of one function. */
export interface PlatformFunction extends FunctionObjects {
  name: string;
  namespace: knativeKinds.CoreNamespace | undefined;
  build?: knativeKinds.ShipwrightBuild;
}

/** A function without those who own it: they are known elsewhere. */
export type FunctionRecord = Omit<
  CloudFunction,
  | 'owner'
  | 'owners'
  | 'readers'
  | 'projectName'
  | 'projectRef'
  | 'allowedOperations'
>;

export interface FunctionDetail {
  conditions: Condition[];
  revisions: FunctionRevision[];
  builds: FunctionBuild[];
}

export function functionIdOf(
  platform: string,
  where: { namespace: string; name: string },
): string {
  return `${platform}.${where.namespace}.${where.name}`;
}

/** Its entity in the catalog. */
export function entityRefOf(id: string): string {
  return `component:default/${toEntityName(id).toLocaleLowerCase('en')}`;
}

/** Platform names may hold dots, namespaces and names of functions may not. */
export function parseFunctionId(
  id: string,
): { platform: string; namespace: string; name: string } | undefined {
  const parts = id.split('.');
  const name = parts.pop();
  const namespace = parts.pop();
  if (!name || !namespace || parts.length === 0) return undefined;
  return { platform: parts.join('.'), namespace, name };
}

/** The portal's view of a function, and nothing of its specification that is not named here. */
export function toFunction(
  platform: FunctionPlatformConfig,
  where: { namespace: string; name: string },
  objects: PlatformFunction,
): FunctionRecord {
  const { service, build, revisions, namespace } = objects;
  const id = functionIdOf(platform.name, where);
  const origin = service ?? build;
  const labels = origin?.metadata.labels ?? {};
  const annotations = origin?.metadata.annotations ?? {};
  const newest = revisions
    .map(revision => revision.metadata.creationTimestamp ?? '')
    .sort()
    .at(-1);
  const changed = [newest, objects.runs[0]?.metadata.creationTimestamp ?? '']
    .filter(Boolean)
    .sort()
    .at(-1);
  return {
    id,
    ...where,
    source: platform.name,
    entityRef: entityRefOf(id),
    platformRef: platformRefOf(platform),
    projectId:
      namespace?.metadata.labels[cloudLabels.projectId] ??
      labels[cloudLabels.projectId],
    environment: annotations[functionAnnotations.environment],
    runtime: labels[functionLabels.runtime],
    invoke:
      annotations[functionAnnotations.invoke] === 'cloudevent'
        ? 'cloudevent'
        : 'http',
    ...functionState(objects),
    url: service?.status?.url,
    latestRevision: service?.status?.latestCreatedRevisionName,
    readyRevision: service?.status?.latestReadyRevisionName,
    git: gitOf(objects),
    createdAt: origin?.metadata.creationTimestamp,
    updatedAt: changed ?? origin?.metadata.creationTimestamp,
  };
}

export function toDetail(objects: PlatformFunction): FunctionDetail {
  return {
    conditions: objects.service ? toConditions(objects.service) : [],
    revisions: toRevisions(objects),
    builds: objects.runs.map(toBuild),
  };
}

/** Adds what a function takes from its project. */
export function withProject(
  record: FunctionRecord,
  project: ProjectEntry | undefined,
): CloudFunction {
  return {
    ...record,
    // a project that says what it is says it of everything in it
    environment: project?.environment ?? record.environment,
    projectName: project?.name,
    projectRef: project?.entityRef,
    owner: project?.owner,
    owners: project?.owners ?? [],
    readers: project?.readers ?? [],
    allowedOperations: [],
  };
}

function platformRefOf({ target }: FunctionPlatformConfig) {
  if (!('rancher' in target)) return undefined;
  const name = toEntityName(`${target.rancher}.${target.cluster}`);
  return `resource:default/${name.toLocaleLowerCase('en')}`;
}

function gitOf({ service, build }: PlatformFunction): FunctionRecord['git'] {
  const source = build?.spec.source?.git;
  const annotations = service?.metadata.annotations ?? {};
  const url = annotations[functionAnnotations.gitUrl] ?? source?.url;
  if (!url) return undefined;
  return {
    url,
    revision: annotations[functionAnnotations.gitRevision] ?? source?.revision,
    contextDir: build?.spec.source?.contextDir,
  };
}
