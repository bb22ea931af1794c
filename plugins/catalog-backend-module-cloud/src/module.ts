import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { changesSchema, cloudTopics } from '@flytower/cloud-common';
import {
  clustersServiceRef,
  functionsServiceRef,
  projectsServiceRef,
} from '@flytower/cloud-node';
import { CloudEntityProvider } from './CloudEntityProvider';
import { PeopleEntityProvider } from './PeopleEntityProvider';
import { keepConfirming } from './keepConfirming';
import { clustersSource, functionsSource, projectsSource } from './sources';

/**
 * Entity providers for projects (`System`), clusters (`Resource`), functions (`Component`), groups and users.
 *
 * @public
 */
export const catalogModuleCloud = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'cloud',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        clusters: clustersServiceRef,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        functions: functionsServiceRef,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        projects: projectsServiceRef,
      },
      async init({
        auth,
        catalog,
        config,
        events,
        lifecycle,
        logger,
        ...doors
      }) {
        const ask = () => auth.getOwnServiceCredentials();
        const baseUrl = config.getString('app.baseUrl');
        const people = new PeopleEntityProvider(
          async () =>
            doors.projects.getOrganization({ credentials: await ask() }),
          logger,
        );
        const providers = {
          [cloudTopics.projects]: new CloudEntityProvider(
            projectsSource(doors.projects, ask, baseUrl),
            logger,
          ),
          [cloudTopics.clusters]: new CloudEntityProvider(
            clustersSource(doors.clusters, ask, baseUrl),
            logger,
          ),
          [cloudTopics.functions]: new CloudEntityProvider(
            functionsSource(doors.functions, ask, baseUrl),
            logger,
          ),
        };

        catalog.addEntityProvider(people, ...Object.values(providers));
        await events.subscribe({
          id: 'catalog-module-cloud',
          topics: Object.keys(providers),
          async onEvent({ topic, eventPayload }) {
            await providers[topic as keyof typeof providers].follow(
              changesSchema.parse(eventPayload),
            );
          },
        });
        keepConfirming(lifecycle, [people, ...Object.values(providers)]);
      },
    });
  },
});
