import knexFactory, { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import path from 'node:path';

/** Where the tables come from. */
export const migrations = {
  directory: path.resolve(__dirname, '../../../migrations-operations'),
  tableName: 'cloud_operations_migrations',
};

/** Engines to test on: SQLite always, PostgreSQL where there is an empty server for it. */
export const engines = process.env.FLYTOWER_TEST_POSTGRES
  ? (['SQLite', 'PostgreSQL'] as const)
  : (['SQLite'] as const);

export type Engine = (typeof engines)[number];

/** A journal of its own, gone after `destroy`. */
export async function openJournal(
  engine: Engine,
): Promise<{ knex: Knex; connect(): Knex; destroy(): Promise<void> }> {
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
  const server = process.env.FLYTOWER_TEST_POSTGRES!;
  const admin = knexFactory({ client: 'pg', connection: server });
  const name = `operations_${randomUUID().replace(/-/g, '')}`;
  await admin.raw('create database ??', [name]);
  const url = new URL(server);
  url.pathname = `/${name}`;
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
      await admin.raw('drop database ?? with (force)', [name]);
      await admin.destroy();
    },
  };
}
