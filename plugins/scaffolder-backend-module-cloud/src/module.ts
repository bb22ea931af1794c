import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { functionsServiceRef, projectsServiceRef } from '@flytower/cloud-node';
import { createFunctionPrecheckAction } from './actions/createFunctionPrecheckAction';
import { createFunctionPublishAction } from './actions/createFunctionPublishAction';

/**
 * Template actions `cloud:*` that are no operations: what the template of a function needs around its source. All
 * operations are template actions by themselves.
 *
 * @public
 */
export const scaffolderModuleCloud = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'cloud',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        functions: functionsServiceRef,
        projects: projectsServiceRef,
      },
      async init({ actions, config, functions, projects }) {
        const integrations = ScmIntegrations.fromConfig(config);
        actions.addActions(
          createFunctionPrecheckAction({ functions, projects }, integrations),
          createFunctionPublishAction(integrations, config),
        );
      },
    });
  },
});
