import { createBackendPlugin } from '@backstage/backend-plugin-api';
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
import { startFindings } from '@flytower/cloud-node/findings';
import {
  clusterResourceRef,
  clusterRules,
  createProjectGuard,
  Guard,
} from '@flytower/cloud-node/guard';
import {
  operatingDeps,
  startOperations,
} from '@flytower/cloud-node/operations';
import { Clusters } from './collect/Clusters';
import { startCollecting } from './collect/startCollecting';
import { ClusterCreator } from './create/ClusterCreator';
import { clusterDetectors, readFindingLimits } from './findings';
import { clusterOperations } from './operations';
import { clusterTargets } from './operations/targets';
import { readPlatforms } from './operations/readPlatforms';
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
      deps: { ...operatingDeps, projects: projectsServiceRef },
      async init(deps) {
        const { auth, httpAuth } = deps;
        const pluginId = 'clusters';
        const directory = await ProjectDirectory.start({ ...deps, pluginId });
        const collecting = startCollecting({
          ...deps,
          directory,
          announce: createAnnouncer({ ...deps, topic: cloudTopics.clusters }),
        });
        deps.lifecycle.addShutdownHook(() => {
          collecting.stop();
          directory.stop();
        });

        const found = new Clusters(collecting.collectors, collecting.freshness);
        const inner = new DefaultClustersService({
          ...collecting,
          clusters: found,
          projects: directory,
        });
        deps.permissionsRegistry.addResourceType({
          resourceRef: clusterResourceRef,
          permissions: cloudClusterPermissions,
          rules: Object.values(clusterRules),
          getResources: async ids =>
            ids.map(id => directory.complete(inner.find(id))),
        });
        const guard = new Guard({
          ...deps,
          resourceRef: clusterResourceRef,
          readPermission: cloudClusterReadPermission,
          noun: 'cluster',
          complete: directory.complete,
        });
        const asPortal = async () => ({
          credentials: await auth.getOwnServiceCredentials(),
        });
        const projects = {
          getProject: async (id: string) =>
            deps.projects.getProject(id, await asPortal()),
          getCapacity: async (id: string) =>
            deps.projects.getCapacity(id, await asPortal()),
        };
        const targets = clusterTargets({
          clusters: found,
          directory,
          service: inner,
          project: projects.getProject,
          list: (query, asker) => clusters.list(query, asker),
        });
        const guards = { cluster: guard, project: createProjectGuard(deps) };
        const operations = await startOperations({
          pluginId,
          definitions: clusterOperations,
          domain: {
            clusters: found,
            creator: new ClusterCreator({ ...collecting, projects }),
            addons: collecting.addons,
            projects,
            platforms: readPlatforms(deps.config),
          },
          targets,
          guards,
          deps,
        });
        const findings = await startFindings({
          pluginId,
          detectors: clusterDetectors({
            ...collecting,
            projects: directory,
            limits: readFindingLimits(deps.config),
          }),
          operations: { ...operations, definitions: clusterOperations },
          guards,
          targets,
          freshness: collecting.freshness,
          deps,
        });
        const clusters = new AuthorizedClustersService({
          inner,
          guard,
          allowed: (credentials, items) =>
            operations.allowed(credentials, 'cluster', items),
        });
        deps.httpRouter.use(operations.router);
        deps.httpRouter.use(findings.router);
        deps.httpRouter.use(createRouter({ clusters, httpAuth }));
      },
    });
  },
});
