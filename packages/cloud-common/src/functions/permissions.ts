import { createPermission } from '@backstage/plugin-permission-common';

/** @public */
export const RESOURCE_TYPE_CLOUD_FUNCTION = 'cloud-function';

/** See a function, its revisions and builds. @public */
export const cloudFunctionReadPermission = createPermission({
  name: 'cloud.function.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CLOUD_FUNCTION,
});

/** Call a function. @public */
export const cloudFunctionInvokePermission = createPermission({
  name: 'cloud.function.invoke',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CLOUD_FUNCTION,
});

/** Read what a function logged. @public */
export const cloudFunctionLogsReadPermission = createPermission({
  name: 'cloud.function.logs.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CLOUD_FUNCTION,
});

/** @public */
export const cloudFunctionPermissions = [
  cloudFunctionReadPermission,
  cloudFunctionInvokePermission,
  cloudFunctionLogsReadPermission,
];
