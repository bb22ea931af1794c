import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { cloudTopics } from '@flytower/cloud-common';
import {
  cloudFunctionPermissions,
  cloudFunctionReadPermission,
} from '@flytower/cloud-common/functions';
import {
  createAnnouncer,
  ProjectDirectory,
  projectsServiceRef,
} from '@flytower/cloud-node';
import {
  functionResourceRef,
  functionRules,
  Guard,
} from '@flytower/cloud-node/guard';
import { EndpointPolicy } from '@flytower/cloud-node/upstream/http';
import { startCollecting } from './collect/startCollecting';
import { GitHosts } from './deploy/gitHosts';
import { createRouter } from './router';
import { AuthorizedFunctionsService } from './service/AuthorizedFunctionsService';
import { DefaultFunctionsService } from './service/DefaultFunctionsService';

/**
 * Answers for functions on Knative, deploys them from git, calls them and shows their logs.
 *
 * @public
 */
export const functionsPlugin = createBackendPlugin({
  pluginId: 'functions',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        projects: projectsServiceRef,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const directory = await ProjectDirectory.start({
          ...deps,
          pluginId: 'functions',
        });
        const collecting = startCollecting({
          ...deps,
          directory,
          announce: createAnnouncer({ ...deps, topic: cloudTopics.functions }),
        });
        deps.lifecycle.addShutdownHook(() => {
          collecting.stop();
          directory.stop();
        });

        const inner = new DefaultFunctionsService({
          ...collecting,
          projects: directory,
          projectAs: (id, { credentials }) =>
            deps.projects.getProject(id, { credentials }),
          gitHosts: GitHosts.fromConfig(deps.config),
          endpoints: new EndpointPolicy(
            deps.config.getOptionalStringArray('cloud.endpoints.allow') ?? [],
          ),
        });
        deps.permissionsRegistry.addResourceType({
          resourceRef: functionResourceRef,
          permissions: cloudFunctionPermissions,
          rules: Object.values(functionRules),
          getResources: async ids => ids.map(id => inner.find(id)),
        });
        const guard = new Guard({
          ...deps,
          resourceRef: functionResourceRef,
          readPermission: cloudFunctionReadPermission,
          noun: 'function',
        });
        const functions = new AuthorizedFunctionsService({
          ...deps,
          inner,
          guard,
        });
        deps.httpRouter.use(
          createRouter({ functions, httpAuth: deps.httpAuth }),
        );
      },
    });
  },
});
