import type {
  AuditorService,
  AuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import knexFactory from 'knex';
import { assemble } from '../assemble';
import { Definitions } from '../Definitions';
import { Journal } from '../journal/Journal';
import { Sealer } from '../journal/Sealer';
import { OperationsNews } from '../service/OperationsNews';
import { readOperationsSettings } from '../settings';
import type { TargetGuard } from '../../targets/TargetGuard';
import { Targets } from '../../targets/Targets';
import { FileYard } from './FileYard';
import { yardOperations } from './Yard';

/** A process of its own that takes up what is in the journal, and is killed at a step of it. */
const [filename, directory, dyingAt] = process.argv.slice(2);

const yard = new FileYard(directory);
const quiet = () => {};
const logger = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
} as unknown as LoggerService;
const event = { success: async () => {}, fail: async () => {} };
const auditor: AuditorService = { createEvent: async () => event };
const guard: TargetGuard = {
  visible: async (_, items) => items,
  require: async (_, __, ___, resource) => resource!,
  requireFor: async (_, __, ___, resource) => resource!,
  allowedOperations: async (_, items) => items.map(() => []),
};

const { runner } = assemble({
  kit: {
    pluginId: 'yard',
    domain: yard,
    definitions: new Definitions('yard', yardOperations),
    targets: new Targets({ cluster: yard.source }, { cluster: guard }),
    journal: new Journal(
      knexFactory({
        client: 'better-sqlite3',
        connection: { filename },
        useNullAsDefault: true,
      }),
    ),
    settings: readOperationsSettings(new ConfigReader({}), {
      tickMs: 30,
      leaseMs: 500,
      renewMs: 100,
      observeMs: [5, 20],
    }),
    sealer: new Sealer(undefined),
    logger,
    now: Date.now,
  },
  deps: { auditor, auth: {} as AuthService },
  news: new OperationsNews({
    pluginId: 'yard',
    notifications: { send: async () => {} },
    logger,
    approversOf: () => [],
  }),
  onStep: step => {
    if (step === dyingAt) process.kill(process.pid, 'SIGKILL');
  },
});
runner.start();
setInterval(() => {}, 1_000);
