import path from 'node:path';
import { randomUUID } from 'node:crypto';
import knexFactory, { type Knex } from 'knex';

/** Engines to test on: SQLite always, PostgreSQL where there is an empty server for it. */
export const engines = process.env.FLYTOWER_TEST_POSTGRES
  ? (['SQLite', 'PostgreSQL'] as const)
  : (['SQLite'] as const);

/** A database of its own with the tables of one kind, gone after `destroy`. */
export async function openTestDatabase(
  engine: (typeof engines)[number],
  name: string,
): Promise<{ knex: Knex; destroy(): Promise<void> }> {
  const migrations = {
    directory: path.resolve(__dirname, `../../../migrations-${name}`),
    tableName: `cloud_${name}_migrations`,
  };
  if (engine === 'SQLite') {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    await knex.migrate.latest(migrations);
    return { knex, destroy: () => knex.destroy() };
  }
  const admin = knexFactory({
    client: 'pg',
    connection: process.env.FLYTOWER_TEST_POSTGRES,
  });
  const database = `${name}_${randomUUID().replace(/-/g, '')}`;
  await admin.raw('create database ??', [database]);
  const url = new URL(process.env.FLYTOWER_TEST_POSTGRES!);
  url.pathname = `/${database}`;
  const knex = knexFactory({ client: 'pg', connection: url.toString() });
  await knex.migrate.latest(migrations);
  return {
    knex,
    async destroy() {
      await knex.destroy();
      await admin.raw('drop database ?? with (force)', [database]);
      await admin.destroy();
    },
  };
}
