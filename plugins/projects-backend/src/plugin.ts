import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { cloudTopics } from '@flytower/cloud-common';
import {
  cloudProjectPermissions,
  cloudProjectReadPermission,
} from '@flytower/cloud-common/projects';
import { createAnnouncer } from '@flytower/cloud-node';
import {
  Guard,
  projectResourceRef,
  projectRules,
} from '@flytower/cloud-node/guard';
import { HttpSource } from '@flytower/cloud-node/upstream/http';
import { readEndpointPolicy } from '@flytower/cloud-node/upstream';
import {
  OpenStackClient,
  readOpenStackConfig,
} from '@flytower/cloud-node/upstream/openstack';
import { CloudCollector } from './collect/CloudCollector';
import { startCollecting } from './collect/startCollecting';
import { readProjectsConfig } from './config';
import { createProjectsRouter } from './router';
import { AuthorizedProjectsService } from './service/AuthorizedProjectsService';
import { DefaultProjectsService } from './service/DefaultProjectsService';
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
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
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
        const projects = new DefaultProjectsService(
          new ProjectReader(knex, clouds),
          states,
          sources,
        );

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
        deps.httpRouter.use(
          createProjectsRouter({
            httpAuth: deps.httpAuth,
            projects: new AuthorizedProjectsService(
              projects,
              guard,
              permissionsRegistry,
            ),
          }),
        );

        const announce = createAnnouncer({
          topic: cloudTopics.projects,
          events: deps.events,
          signals: deps.signals,
        });
        for (const client of sources) {
          await startCollecting({
            scheduler: deps.scheduler,
            knex,
            cloud: client.name,
            refreshSeconds: settings.refreshSeconds,
            collector: new CloudCollector({
              client,
              projects: new ProjectWriter(knex, settings.maxRemovedShare),
              resources: new ResourceWriter(knex, settings.maxRemovedShare),
              states,
              ownerRoles: settings.ownerRoles,
              announce,
              logger: deps.logger,
            }),
          });
        }
      },
    });
  },
});
