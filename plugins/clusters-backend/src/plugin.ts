import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { cloudTopics } from '@flytower/cloud-common';
import {
  cloudClusterPermissions,
  cloudClusterReadPermission,
} from '@flytower/cloud-common/clusters';
import {
  createAnnouncer,
  ProjectDirectory,
  projectsServiceRef,
} from '@flytower/cloud-node';
import {
  clusterResourceRef,
  clusterRules,
  Guard,
} from '@flytower/cloud-node/guard';
import { startCollecting } from './collect/startCollecting';
import { createRouter } from './router';
import { AuthorizedClustersService } from './service/AuthorizedClustersService';
import { DefaultClustersService } from './service/DefaultClustersService';

/**
 * Answers for Rancher's clusters, their nodes and add-ons, and changes them.
 *
 * @public
 */
export const clustersPlugin = createBackendPlugin({
  pluginId: 'clusters',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
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
        const { auditor, auth, httpAuth, permissions } = deps;
        const directory = await ProjectDirectory.start({
          ...deps,
          pluginId: 'clusters',
        });
        const collecting = startCollecting({
          ...deps,
          directory,
          announce: createAnnouncer({ ...deps, topic: cloudTopics.clusters }),
        });
        deps.lifecycle.addShutdownHook(() => {
          collecting.stop();
          directory.stop();
        });

        const inner = new DefaultClustersService({
          ...collecting,
          projects: directory,
          projectsAs: ({ credentials }) => ({
            getProject: id => deps.projects.getProject(id, { credentials }),
            getCapacity: id => deps.projects.getCapacity(id, { credentials }),
          }),
        });
        deps.permissionsRegistry.addResourceType({
          resourceRef: clusterResourceRef,
          permissions: cloudClusterPermissions,
          rules: Object.values(clusterRules),
          getResources: async ids => ids.map(id => inner.find(id)),
        });
        const guard = new Guard({
          ...deps,
          resourceRef: clusterResourceRef,
          readPermission: cloudClusterReadPermission,
          noun: 'cluster',
        });
        const clusters = new AuthorizedClustersService({
          inner,
          guard,
          permissions,
          auditor,
          auth,
        });
        deps.httpRouter.use(createRouter({ clusters, httpAuth }));
      },
    });
  },
});
