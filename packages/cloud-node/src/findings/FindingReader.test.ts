import { findingQuerySchema } from '@flytower/cloud-common/operations';
import {
  engines,
  migrationsOf,
  openTestDatabase,
  type TestDatabase,
} from '../database/__testUtils__/databases';
import { sighting, watching } from './__testUtils__/watching';
import { FindingReader } from './FindingReader';
import { findingsTable } from './rows';

const everything = findingQuerySchema.parse({});

describe.each(engines)('the findings in %s', engine => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openTestDatabase(engine, 'findings');
  });
  afterEach(() => database.destroy());

  const read = (off: string[] = []) =>
    new FindingReader(database.knex, kind => off.includes(kind));
  const targetKeys = ['cluster/a', 'cluster/b', 'cluster/c'];

  it('come worst first, of those the oldest, without what is not believed yet', async () => {
    const { see, pass } = watching(database.knex);
    const young = sighting('a', { severity: 'info', part: 'young' });
    const old = sighting('a');
    see(young, old, sighting('b', { severity: 'critical' }));
    await pass(80);
    const later = sighting('c', { severity: 'critical' });
    see(young, old, sighting('b', { severity: 'critical' }), later);
    await pass(30);
    const listed = async () =>
      (await read().list(everything, { targetKeys })).items.map(
        ({ document, severity }) => `${document.subject.id} ${severity}`,
      );
    expect(await listed()).toEqual(['b critical', 'a warning', 'a info']);
    await pass(60);
    expect(await listed()).toEqual([
      'b critical',
      'c critical',
      'a warning',
      'a info',
    ]);
  });

  it('are nothing of what one may not see, nor of a kind that is off', async () => {
    const { see, pass } = watching(database.knex);
    see(sighting('a'), sighting('b'));
    await pass(80);
    const mine = await read().list(everything, { targetKeys: ['cluster/a'] });
    expect(mine).toMatchObject({
      total: 1,
      items: [{ document: { subject: { id: 'a' } } }],
      facets: { state: [{ value: 'open', count: 1 }] },
    });
    const off = read(['node-not-ready']);
    expect(await off.list(everything, { targetKeys })).toMatchObject({
      total: 0,
      facets: { kind: [] },
    });
    expect(await off.open(targetKeys)).toEqual([]);
    expect(await off.find(mine.items[0].id)).toBeUndefined();
  });

  it('know each subject by what was written of it last', async () => {
    const { see, pass } = watching(database.knex);
    see(sighting('a'));
    await pass(80);
    see();
    await pass(80);
    const before = await read().newest();
    see(sighting('a', { owner: 'group:default/payments' }), sighting('b'));
    await pass(10);
    expect(await read().newest()).toBeGreaterThan(before);
    const known = await read().targets();
    expect(
      known.map(({ type, id, access }) => [type, id, access.owners]).sort(),
    ).toEqual([
      ['cluster', 'a', ['group:default/payments']],
      ['cluster', 'b', ['group:default/checkout']],
    ]);
  });

  it('are found by words, also those that were kept before that was possible', async () => {
    const { see, pass } = watching(database.knex);
    see(sighting('a'), sighting('b', { message: '50% of B is gone' }));
    await pass(80);
    const found = async (search: string) => {
      const query = findingQuerySchema.parse({ search });
      const { items } = await read().list(query, { targetKeys });
      return items.map(({ document }) => document.subject.id);
    };
    expect(await found('0% b')).toEqual(['b']);
    // as the tables were before; migrations themselves only go forward
    const { knex } = database;
    const migrations = migrationsOf('findings');
    await expect(knex.migrate.down(migrations)).rejects.toThrow('only go');
    await knex.schema.alterTable(findingsTable, table => {
      table.dropIndex(['first_seen']);
      table.dropIndex(['subject_type', 'subject_id', 'updated_at']);
      table.dropColumn('search');
    });
    await knex(migrations.tableName).where('name', 'like', '%search%').del();
    await knex.migrate.latest(migrations);
    expect(await found('0% b')).toEqual(['b']);
    expect(await found('not-ready')).toHaveLength(2);
  });
});
