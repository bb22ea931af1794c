import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { CloudPermissionPolicy } from './CloudPermissionPolicy';
import { readAccess } from './readAccess';

/**
 * Sets the permission policy of the portal.
 *
 * @public
 */
export const permissionModuleCloud = createBackendModule({
  pluginId: 'permission',
  moduleId: 'cloud',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ config, policy, userInfo }) {
        policy.setPolicy(
          new CloudPermissionPolicy(readAccess(config), userInfo),
        );
      },
    });
  },
});
