import { createPermission } from '@backstage/plugin-permission-common';

/** @public */
export const RESOURCE_TYPE_CLOUD_CLUSTER = 'cloud-cluster';

/** See a cluster, its nodes, conditions and add-ons. @public */
export const cloudClusterReadPermission = createPermission({
  name: 'cloud.cluster.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CLOUD_CLUSTER,
});

/** Install an add-on on a cluster. @public */
export const cloudAddonInstallPermission = createPermission({
  name: 'cloud.addon.install',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CLOUD_CLUSTER,
});

/** @public */
export const cloudClusterPermissions = [
  cloudClusterReadPermission,
  cloudAddonInstallPermission,
];
