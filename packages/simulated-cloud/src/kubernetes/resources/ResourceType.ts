import type { JsonObject, KubeObject } from '../types';

/** Where the scale subresource finds its figures. */
export interface ScalePaths {
  specReplicasPath: string;
  statusReplicasPath: string;
  labelSelectorPath?: string;
}

/** A column of a server-printed table, as a CustomResourceDefinition writes it. */
export interface PrinterColumn {
  name: string;
  type: string;
  format?: string;
  description?: string;
  priority?: number;
  jsonPath: string;
}

/** A kind in one of its versions. */
export interface ResourceVersion {
  name: string;
  storage: boolean;
  deprecated?: boolean;
  deprecationWarning?: string;
  /** Structural schema; built-in kinds have none. */
  schema?: JsonObject;
  columns?: PrinterColumn[];
  status: boolean;
  scale?: ScalePaths;
}

/** What the API server knows about a kind that it serves. */
export interface ResourceType {
  group: string;
  plural: string;
  singular: string;
  kind: string;
  listKind: string;
  shortNames: string[];
  categories: string[];
  namespaced: boolean;
  versions: ResourceVersion[];
  /** Defined by a CustomResourceDefinition. */
  custom: boolean;
  /** Counts changes of what is wanted in `metadata.generation`. */
  generation: boolean;
  /** Verbs it answers; all when absent. */
  verbs?: string[];
  /** Brings what is written into the form that is stored, on every write. */
  normalize?: (object: KubeObject) => KubeObject;
  /** Fills in what the real server fills in on create. */
  prepare?: (object: KubeObject, now: string) => KubeObject;
}

/** Key of a kind, whatever the version. */
export function bucketOf(type: { group: string; plural: string }): string {
  return type.group ? `${type.group}/${type.plural}` : type.plural;
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(group: string, version: string): string {
  return group ? `${group}/${version}` : version;
}
