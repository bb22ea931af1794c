import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** As long as another process may be at the same migrations. */
const patienceMs = 30_000;

/**
 * The plugin's database with tables that this package ships, beside the plugin's own. They are counted in a table of
 * their own, so that neither knows of the other's migrations.
 *
 * @param name - of the tables: `findings` are in `migrations-findings`, counted in `cloud_findings_migrations`
 */
export async function migrateTables(
  database: DatabaseService,
  name: string,
): Promise<Knex> {
  const knex = await database.getClient();
  if (database.migrations?.skip) return knex;
  const giveUp = Date.now() + patienceMs;
  for (;;) {
    try {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@flytower/cloud-node',
          `migrations-${name}`,
        ),
        tableName: `cloud_${name}_migrations`,
      });
      return knex;
    } catch (error) {
      // another process on the same database may be at it, and then it is done soon
      if (!isContention(error) || Date.now() > giveUp) throw error;
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }
}

/** What databases and knex say when two make the same tables at the same time. */
function isContention(error: unknown): boolean {
  return (
    error instanceof Error &&
    /lock|already exists|duplicate key/i.test(`${error.name} ${error.message}`)
  );
}
