import path from 'node:path';
import { randomUUID } from 'node:crypto';
import knexFactory, { type Knex } from 'knex';

const directory = path.resolve(__dirname, '../../migrations');

/** Engines to test on: SQLite always, PostgreSQL where there is an empty server for it. */
export const engines = process.env.FLYTOWER_TEST_POSTGRES
  ? (['SQLite', 'PostgreSQL'] as const)
  : (['SQLite'] as const);

/** A database of its own with all tables, gone after `destroy`. */
export async function openTestDatabase(
  engine: (typeof engines)[number],
): Promise<{ knex: Knex; destroy(): Promise<void> }> {
  if (engine === 'SQLite') {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    await knex.raw('PRAGMA foreign_keys = ON');
    await knex.migrate.latest({ directory });
    return { knex, destroy: () => knex.destroy() };
  }
  const admin = knexFactory({
    client: 'pg',
    connection: process.env.FLYTOWER_TEST_POSTGRES,
  });
  const name = `projects_${randomUUID().replace(/-/g, '')}`;
  await admin.raw('create database ??', [name]);
  const url = new URL(process.env.FLYTOWER_TEST_POSTGRES!);
  url.pathname = `/${name}`;
  const knex = knexFactory({ client: 'pg', connection: url.toString() });
  await knex.migrate.latest({ directory });
  return {
    knex,
    async destroy() {
      await knex.destroy();
      await admin.raw('drop database ?? with (force)', [name]);
      await admin.destroy();
    },
  };
}
