import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  clustersServiceRef,
  functionsServiceRef,
  projectsServiceRef,
} from '@flytower/cloud-node';
import { createAddonInstallAction } from './actions/createAddonInstallAction';
import { createAddonPrecheckAction } from './actions/createAddonPrecheckAction';
import { createClusterCreateAction } from './actions/createClusterCreateAction';
import { createClusterPrecheckAction } from './actions/createClusterPrecheckAction';
import { createClusterWaitAction } from './actions/createClusterWaitAction';
import { createFunctionPrecheckAction } from './actions/createFunctionPrecheckAction';
import { createFunctionPublishAction } from './actions/createFunctionPublishAction';

/** Template actions `cloud:*`, of which those that wait look every `everyMs`. */
export function createScaffolderModule({ everyMs }: { everyMs: number }) {
  return createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'cloud',
    register(env) {
      env.registerInit({
        deps: {
          actions: scaffolderActionsExtensionPoint,
          config: coreServices.rootConfig,
          clusters: clustersServiceRef,
          functions: functionsServiceRef,
          projects: projectsServiceRef,
        },
        async init({ actions, config, clusters, functions, projects }) {
          const doors = { clusters, functions, projects, everyMs };
          const integrations = ScmIntegrations.fromConfig(config);
          actions.addActions(
            createClusterPrecheckAction(doors),
            createClusterCreateAction(doors),
            createClusterWaitAction(doors),
            createAddonPrecheckAction(doors),
            createAddonInstallAction(doors),
            createFunctionPrecheckAction(doors, integrations),
            createFunctionPublishAction(integrations, config),
          );
        },
      });
    },
  });
}

/** Template actions `cloud:*`. @public */
export const scaffolderModuleCloud = createScaffolderModule({ everyMs: 2_000 });
