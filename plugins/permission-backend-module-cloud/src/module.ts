import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { readAccess } from '@flytower/cloud-node/guard';
import { CloudPermissionPolicy } from './CloudPermissionPolicy';
import { createDecisionsRouter } from './decisionsRouter';
import { LiveClaims } from './LiveClaims';

/**
 * Sets the permission policy of the portal, and answers plugins what it says of somebody who is not there.
 *
 * @public
 */
export const permissionModuleCloud = createBackendModule({
  pluginId: 'permission',
  moduleId: 'cloud',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        policy: policyExtensionPoint,
      },
      async init({ auth, catalog, config, httpAuth, logger, ...deps }) {
        const policy = new CloudPermissionPolicy(
          readAccess(config),
          new LiveClaims({ catalog, auth, logger }),
        );
        deps.policy.setPolicy(policy);
        deps.httpRouter.use(createDecisionsRouter({ policy, httpAuth }));
      },
    });
  },
});
