import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { clustersPlugin } from '../../plugin';
import { projectsOfTheCompany } from '../projectsOfTheCompany';
import { armCountdown, watchJournal, watchUpstream } from './countdown';
import type { Order, Report } from './messages';

/** The clusters backend as it is deployed, in a process of its own: it starts when it is told to, and dies so. */
const database = createServiceFactory({
  service: coreServices.database,
  deps: {
    config: coreServices.rootConfig,
    plugin: coreServices.pluginMetadata,
    lifecycle: coreServices.lifecycle,
    logger: coreServices.logger,
  },
  factory({ config, plugin, lifecycle, logger }) {
    const service = DatabaseManager.fromConfig(config).forPlugin(
      plugin.getId(),
      { lifecycle, logger },
    );
    return {
      ...service,
      async getClient() {
        const knex = await service.getClient();
        watchJournal(knex);
        return knex;
      },
    };
  },
});

const say = (report: Report) => process.send?.(report);

process.on('message', async (order: Order) => {
  if (order.order === 'die') {
    armCountdown(order.at, order.file);
    say({ report: 'armed' });
    return;
  }
  watchUpstream();
  const { server } = await startTestBackend({
    features: [
      clustersPlugin,
      projectsOfTheCompany(() => order.company),
      eventsServiceFactory,
      database,
      mockServices.rootConfig.factory({ data: order.config }),
    ],
  });
  say({ report: 'ready', port: server.port() });
});
process.on('disconnect', () => process.exit());
say({ report: 'warm' });
