import path from 'node:path';
import { randomUUID } from 'node:crypto';
import knexFactory, { type Knex } from 'knex';

/** Engines to test on: SQLite always, PostgreSQL where there is an empty server for it. */
export const engines = process.env.FLYTOWER_TEST_POSTGRES
  ? (['SQLite', 'PostgreSQL'] as const)
  : (['SQLite'] as const);

export type Engine = (typeof engines)[number];

/** Where the tables of one kind come from. */
export const migrationsOf = (name: string) => ({
  directory: path.resolve(__dirname, `../../../migrations-${name}`),
  tableName: `cloud_${name}_migrations`,
});

/** A database with the tables of one kind. */
export interface TestDatabase {
  knex: Knex;
  /** As another process does. */
  connect(): Knex;
  destroy(): Promise<void>;
}

/** A database of its own, gone after `destroy`. */
export async function openTestDatabase(
  engine: Engine,
  name: string,
): Promise<TestDatabase> {
  const migrations = migrationsOf(name);
  if (engine === 'SQLite') {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    await knex.migrate.latest(migrations);
    return { knex, connect: () => knex, destroy: () => knex.destroy() };
  }
  const admin = knexFactory({
    client: 'pg',
    connection: process.env.FLYTOWER_TEST_POSTGRES,
  });
  const database = `${name}_${randomUUID().replace(/-/g, '')}`;
  await admin.raw('create database ??', [database]);
  const url = new URL(process.env.FLYTOWER_TEST_POSTGRES!);
  url.pathname = `/${database}`;
  const opened: Knex[] = [];
  const connect = () => {
    const knex = knexFactory({ client: 'pg', connection: url.toString() });
    opened.push(knex);
    return knex;
  };
  const knex = connect();
  await knex.migrate.latest(migrations);
  return {
    knex,
    connect,
    async destroy() {
      for (const each of opened) await each.destroy();
      await admin.raw('drop database ?? with (force)', [database]);
      await admin.destroy();
    },
  };
}
