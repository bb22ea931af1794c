import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { findPostgres, idsOf, isRoot } from './debian.mjs';
import { start } from './processes.mjs';

function freePort() {
  return new Promise(resolve => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a PostgreSQL of its own on a free port of loopback, with its data in a temporary folder.
 *
 * @returns the connection string, and `stop`
 */
export async function startPostgres() {
  const bin = await findPostgres();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'flytower-postgres-'));
  const data = path.join(home, 'data');
  // PostgreSQL refuses to run as root.
  const user = isRoot ? idsOf('postgres') : {};
  if (isRoot) fs.chownSync(home, user.uid, user.gid);
  execFileSync(
    `${bin}/initdb`,
    ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '-E', 'UTF8'],
    { ...user, cwd: home, stdio: 'pipe' },
  );
  const port = await freePort();
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    home,
    '-c',
    'fsync=off',
    '-c',
    'max_connections=200',
  ];
  const server = isRoot
    ? start(
        'postgres',
        'setpriv',
        [
          '--reuid',
          String(user.uid),
          '--regid',
          String(user.gid),
          '--clear-groups',
          `${bin}/postgres`,
          ...args,
        ],
        { cwd: home },
      )
    : start('postgres', `${bin}/postgres`, args, { cwd: home });
  for (let tries = 0; ; tries++) {
    try {
      execFileSync(
        `${bin}/pg_isready`,
        ['-h', '127.0.0.1', '-p', String(port)],
        { stdio: 'pipe' },
      );
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      server.child.kill('SIGINT');
      await server.ended;
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}
