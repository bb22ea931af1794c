import fc from 'fast-check';
import type { Knex } from 'knex';
import {
  engines,
  openTestDatabase,
  type TestDatabase,
} from '../database/__testUtils__/databases';
import { pageItems, type ListQuery, type ListRules } from './pageItems';
import { pageRows, type RowRules } from './pageRows';

interface Thing {
  id: string;
  kind: string;
  owner: string | null;
  size: number | null;
  search: string;
}

const inMemory: ListRules<Thing> = {
  facets: {
    kind: ({ kind }) => kind,
    owner: ({ owner }) => owner ?? undefined,
  },
  filters: { thing: ({ id }) => id },
  search: ({ search }) => [search],
  sort: { size: ({ size }) => size ?? undefined },
  idOf: ({ id }) => id,
};

const inDatabase: RowRules = {
  facets: { kind: 'kind', owner: 'owner' },
  filters: { thing: 'id' },
  sort: { size: ['size'] },
};

const things = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[a-f]{4}$/),
    kind: fc.constantFrom('node', 'etcd', '50%', 'a_b'),
    owner: fc.option(fc.constantFrom('x', 'y')),
    size: fc.option(fc.integer({ min: 0, max: 3 })),
    search: fc.constantFrom('node one', '50% of two', 'a_b', 'back\\slash', ''),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
);

const some = (...values: string[]) =>
  fc.option(fc.subarray(values), { nil: undefined });

const queries: fc.Arbitrary<ListQuery> = fc.record({
  offset: fc.integer({ min: 0, max: 4 }),
  limit: fc.integer({ min: 1, max: 6 }),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  sort: fc.constant('size'),
  search: fc.option(
    fc.constantFrom('NODE', 'one node', '%', '_', '\\', '  ', 'nothing'),
    { nil: undefined },
  ),
  kind: some('node', 'etcd', 'a_b'),
  owner: some('x', 'y'),
  thing: some('aaaa', 'bbbb'),
});

describe.each(engines)('a list that %s makes', engine => {
  let database: TestDatabase;
  let knex: Knex;
  beforeAll(async () => {
    database = await openTestDatabase(engine, 'findings');
    ({ knex } = database);
    await knex.schema.createTable('things', table => {
      table.string('id').primary();
      table.string('kind').notNullable();
      table.string('owner');
      table.integer('size');
      table.text('search').notNullable();
    });
  });
  afterAll(() => database.destroy());

  it('is the one that is made in memory', async () => {
    const same = fc.asyncProperty(things, queries, async (items, query) => {
      await knex('things').delete();
      if (items.length > 0) await knex('things').insert(items);
      const { rows, total, facets } = await pageRows<Thing>(
        () => knex('things'),
        query,
        inDatabase,
      );
      const page = pageItems(items, query, inMemory, []);
      expect({ rows, total, facets }).toEqual({
        rows: page.items,
        total: page.total,
        facets: page.facets,
      });
    });
    await expect(fc.assert(same, { numRuns: 150 })).resolves.toBeUndefined();
  });
});
