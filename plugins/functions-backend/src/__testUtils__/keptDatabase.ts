import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A database that outlives the backend, as every real one does. */
export function keptDatabase() {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'flytower-kept-'));
  return {
    /** For `startFunctions`. */
    options: {
      config: {
        backend: {
          database: { client: 'better-sqlite3', connection: { directory } },
        },
      },
      features: [databaseServiceFactory],
    },
    remove: () => fs.rmSync(directory, { recursive: true }),
  };
}
