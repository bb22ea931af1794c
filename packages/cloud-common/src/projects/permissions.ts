import { createPermission } from '@backstage/plugin-permission-common';

/** @public */
export const RESOURCE_TYPE_CLOUD_PROJECT = 'cloud-project';

/** See a project, its members, quota and resources. @public */
export const cloudProjectReadPermission = createPermission({
  name: 'cloud.project.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CLOUD_PROJECT,
});

/** Create a cluster in a project. @public */
export const cloudClusterCreatePermission = createPermission({
  name: 'cloud.cluster.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_CLOUD_PROJECT,
});

/** Deploy a function into a project. @public */
export const cloudFunctionDeployPermission = createPermission({
  name: 'cloud.function.deploy',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_CLOUD_PROJECT,
});

/** @public */
export const cloudProjectPermissions = [
  cloudProjectReadPermission,
  cloudClusterCreatePermission,
  cloudFunctionDeployPermission,
];
