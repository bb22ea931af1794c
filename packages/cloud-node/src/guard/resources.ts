import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import type { Risk } from '@flytower/cloud-common/operations';
import { RESOURCE_TYPE_CLOUD_CLUSTER } from '@flytower/cloud-common/clusters';
import { RESOURCE_TYPE_CLOUD_FUNCTION } from '@flytower/cloud-common/functions';
import {
  RESOURCE_TYPE_CLOUD_PROJECT,
  type ProjectMember,
} from '@flytower/cloud-common/projects';

/** What the rules look at, of a project, cluster or function alike. @public */
export interface OwnedResource {
  /** Entity refs of those who may operate it. */
  owners: string[];
  /** Entity refs of those who may see it. */
  readers: string[];
  environment?: string;
  /** Tags of its project. */
  tags?: string[];
  /** The project that it belongs to. */
  projectId?: string;
  /** Keystone roles on its project. */
  members?: ProjectMember[];
  /** Of the operation that somebody wants to do with it. */
  risk?: Risk;
}

/**
 * The same condition for a database, where a plugin keeps its list there: one of `values` is among `field`. Nothing
 * meets `nothing`: a list has no risk.
 *
 * @public
 */
export interface OwnedQuery {
  field: 'owners' | 'readers' | 'roles' | 'environment' | 'tags' | 'nothing';
  values: string[];
  /** With field `roles`: whose roles. */
  claims?: string[];
}

/** @public */
export const projectResourceRef = createPermissionResourceRef<
  OwnedResource,
  OwnedQuery
>().with({ pluginId: 'projects', resourceType: RESOURCE_TYPE_CLOUD_PROJECT });

/** @public */
export const clusterResourceRef = createPermissionResourceRef<
  OwnedResource,
  OwnedQuery
>().with({ pluginId: 'clusters', resourceType: RESOURCE_TYPE_CLOUD_CLUSTER });

/** @public */
export const functionResourceRef = createPermissionResourceRef<
  OwnedResource,
  OwnedQuery
>().with({ pluginId: 'functions', resourceType: RESOURCE_TYPE_CLOUD_FUNCTION });
