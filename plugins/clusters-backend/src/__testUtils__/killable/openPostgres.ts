import knexFactory from 'knex';
import { randomUUID } from 'node:crypto';

/** A journal on a PostgreSQL server, for backends in processes of their own. It is gone after `drop`. */
export function openPostgres(server: string) {
  const prefix = `kill_${randomUUID().replace(/-/g, '')}_`;
  const name = `${prefix}clusters`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    config: { client: 'pg', connection: server, prefix },
    connect: () => knexFactory({ client: 'pg', connection: url.toString() }),
    async drop() {
      const admin = knexFactory({ client: 'pg', connection: server });
      await admin.raw('drop database if exists ?? with (force)', [name]);
      await admin.destroy();
    },
  };
}
