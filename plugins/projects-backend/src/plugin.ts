import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { cloudTopics } from '@flytower/cloud-common';
import {
  cloudProjectPermissions,
  cloudProjectReadPermission,
} from '@flytower/cloud-common/projects';
import { clustersServiceRef, createAnnouncer } from '@flytower/cloud-node';
import {
  Guard,
  projectResourceRef,
  projectRules,
} from '@flytower/cloud-node/guard';
import { startFindings } from '@flytower/cloud-node/findings';
import {
  operatingDeps,
  startOperations,
} from '@flytower/cloud-node/operations';
import { HttpSource } from '@flytower/cloud-node/upstream/http';
import { readEndpointPolicy } from '@flytower/cloud-node/upstream';
import {
  OpenStackClient,
  readOpenStackConfig,
} from '@flytower/cloud-node/upstream/openstack';
import { CloudCollector } from './collect/CloudCollector';
import { RowRefresher } from './collect/RowRefresher';
import { startCollecting } from './collect/startCollecting';
import { readProjectsConfig } from './config';
import { projectDetectors } from './findings';
import { projectOperations } from './operations';
import { clusterLookup } from './operations/clusterLookup';
import {
  exceedingQuota,
  exceedQuotaPermission,
} from './operations/exceedingQuota';
import { projectTargets } from './operations/targets';
import { createProjectsRouter } from './router';
import { AuthorizedProjectsService } from './service/AuthorizedProjectsService';
import { DefaultProjectsService } from './service/DefaultProjectsService';
import { HeldRemovals } from './store/HeldRemovals';
import { openDatabase } from './store/migrate';
import { ProjectReader } from './store/ProjectReader';
import { ProjectWriter } from './store/ProjectWriter';
import { ResourceWriter } from './store/ResourceWriter';
import { SourceStates } from './store/SourceStates';

/**
 * Keeps a store of OpenStack's projects and their resources, and answers for them.
 *
 * @public
 */
export const projectsPlugin = createBackendPlugin({
  pluginId: 'projects',
  register(reg) {
    reg.registerInit({
      deps: {
        ...operatingDeps,
        clusters: clustersServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { config, permissionsRegistry } = deps;
        const settings = readProjectsConfig(config);
        const endpoints = readEndpointPolicy(config);
        const sources = readOpenStackConfig(config).map(source => {
          const http = new HttpSource({ endpoints, caFile: source.caFile });
          deps.lifecycle.addShutdownHook(() => http.close());
          return new OpenStackClient(source, http);
        });
        const clouds = sources.map(({ name }) => name);

        const knex = await openDatabase(deps.database);
        const states = new SourceStates(knex, {
          clouds,
          staleAfterMs: (settings.refreshSeconds + 15 * 60) * 1000,
        });
        const removals = new HeldRemovals(knex, states);
        const reader = new ProjectReader(knex, clouds);
        const projects = new DefaultProjectsService(reader, states, sources);

        permissionsRegistry.addPermissions([exceedQuotaPermission]);
        permissionsRegistry.addResourceType({
          resourceRef: projectResourceRef,
          permissions: cloudProjectPermissions,
          rules: Object.values(projectRules),
          getResources: ids => projects.find(ids),
        });
        const guard = new Guard({
          ...deps,
          resourceRef: projectResourceRef,
          readPermission: cloudProjectReadPermission,
          noun: 'project',
        });
        const pluginId = 'projects';
        const announce = createAnnouncer({
          topic: cloudTopics.projects,
          events: deps.events,
          signals: deps.signals,
        });
        const writers = {
          projects: new ProjectWriter(knex, settings.maxRemovedShare),
          resources: new ResourceWriter(knex, settings.maxRemovedShare),
          announce,
          logger: deps.logger,
        };
        const domain = {
          clients: sources,
          findServer: (id: string) => reader.findServer(id),
          findProject: async (id: string) => (await reader.find([id]))[0],
          quotaCeiling: settings.quotaCeiling,
          mayExceedQuota: exceedingQuota(deps),
          clusterOf: clusterLookup(deps),
          removals,
          refresh: new RowRefresher(writers),
        };
        const targets = projectTargets(domain);
        const guards = { project: guard };
        const operations = await startOperations({
          pluginId,
          definitions: projectOperations,
          domain,
          targets,
          guards,
          deps,
        });
        const findings = await startFindings({
          pluginId,
          detectors: projectDetectors({
            reader,
            states,
            removals,
            ownerRoles: settings.ownerRoles,
          }),
          operations: { ...operations, definitions: projectOperations },
          guards,
          targets,
          freshness: () => states.freshness(),
          deps,
        });
        deps.httpRouter.use(operations.router);
        deps.httpRouter.use(findings.router);
        deps.httpRouter.use(
          createProjectsRouter({
            httpAuth: deps.httpAuth,
            projects: new AuthorizedProjectsService({
              projects,
              guard,
              permissionsRegistry,
              allowed: operations.allowed,
            }),
          }),
        );

        for (const client of sources) {
          await startCollecting({
            scheduler: deps.scheduler,
            knex,
            cloud: client.name,
            refreshSeconds: settings.refreshSeconds,
            collector: new CloudCollector({
              ...writers,
              client,
              states,
              ownerRoles: settings.ownerRoles,
            }),
          });
        }
      },
    });
  },
});
