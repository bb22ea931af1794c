import { isSettled } from '@flytower/cloud-common/operations';
import knexFactory from 'knex';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrationsOf } from '../database/__testUtils__/databases';
import { FileYard } from './__testUtils__/FileYard';
import { asInes, startProcess, until } from './__testUtils__/startProcess';

const victim = path.resolve(__dirname, '__testUtils__/victim.ts');
const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');

describe('kill -9', () => {
  let home: string;
  beforeEach(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'flytower-kill-'));
    fs.mkdirSync(path.join(home, 'upstream'));
  });
  afterEach(() => fs.rmSync(home, { recursive: true }));

  it.each([
    'claimed',
    'allowed',
    'running',
    'sent',
    'following',
    'observed',
    'settling',
  ])(
    'at "%s" leaves one thing upstream, and another process ends it',
    async step => {
      const filename = path.join(home, 'journal.sqlite');
      const upstream = path.join(home, 'upstream');
      const knex = knexFactory({
        client: 'better-sqlite3',
        connection: { filename },
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      });
      await knex.migrate.latest(migrationsOf('operations'));
      const yard = new FileYard(upstream);
      const other = startProcess({ knex, yard, idle: true });
      const { id } = await other.service.start(
        'paint',
        { input: { clusterId: 'a' } },
        asInes,
      );
      const child = spawn(
        process.execPath,
        ['--require', transform, victim, filename, upstream, step],
        { stdio: 'inherit' },
      );
      const [, signal] = await once(child, 'exit');
      expect(signal).toBe('SIGKILL');
      other.runner.start();
      const ended = await until(async () => {
        const operation = await other.service.get(id, asInes);
        return isSettled(operation.state) && operation;
      });
      expect(ended.state).toBe('succeeded');
      expect(fs.readdirSync(upstream)).toEqual([id]);
      await other.stop();
      await knex.destroy();
    },
    60_000,
  );
});
