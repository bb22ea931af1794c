import { isSettled } from '@flytower/cloud-common/operations';
import {
  openTestDatabase,
  type Engine,
  type TestDatabase,
} from '../../database/__testUtils__/databases';
import { asInes, startProcess, until } from './startProcess';
import { Yard } from './Yard';

type Options = Partial<Parameters<typeof startProcess>[0]>;

/** A fresh yard, journal and process for each test. */
export function useYard(engine: Engine) {
  let database: TestDatabase;
  let yard: Yard;
  let process: ReturnType<typeof startProcess>;

  beforeEach(async () => {
    database = await openTestDatabase(engine, 'operations');
    yard = new Yard();
    yard.add('a');
    yard.add('prod', { environment: 'production' });
    const strangers = ['group:default/payments'];
    yard.add('pay', { owners: strangers, readers: strangers });
  });
  afterEach(async () => {
    await process.stop();
    await database.destroy();
  });

  return {
    get yard() {
      return yard;
    },
    get knex() {
      return database.knex;
    },
    get service() {
      return process.service;
    },
    get runner() {
      return process.runner;
    },
    get startForPolicy() {
      return process.startForPolicy;
    },
    begin(options: Options = {}) {
      process = startProcess({ knex: database.knex, yard, ...options });
      return process;
    },
    /** Starts one on a single target. */
    start(input: object, as = asInes, kind = 'paint', more = {}) {
      return process.service.start(kind, { input: { ...input }, ...more }, as);
    },
    ended(id: string, as = asInes) {
      return until(async () => {
        const operation = await process.service.get(id, as);
        return isSettled(operation.state) && operation;
      });
    },
    rows: () => database.knex('cloud_operations').select(),
  };
}
