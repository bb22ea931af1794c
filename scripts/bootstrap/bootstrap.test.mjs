import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { explain } from './Problem.mjs';
import { requireFree } from './ports.mjs';
import { isSupported, requireNode20 } from './toolchain.mjs';

const here = path.dirname(new URL(import.meta.url).pathname);

test('refuses a Node.js older than 20 in one sentence that names it', () => {
  assert.throws(
    () => requireNode20('v18.20.4'),
    /needs Node\.js 20 or newer.*v18\.20\.4/,
  );
  assert.doesNotThrow(() => requireNode20('v20.0.0'));
});

test('runs on the versions that Backstage supports and fetches one otherwise', () => {
  assert.deepEqual(
    ['v20.20.2', 'v22.18.0', 'v22.19.0', 'v23.1.0', 'v24.0.0', 'v26.1.0'].map(
      isSupported,
    ),
    [false, false, true, false, true, false],
  );
});

test('says in a sentence what a full disk and a missing network mean', () => {
  assert.match(
    explain('Error: ENOSPC: no space left on device, write'),
    /disk is full/,
  );
  assert.match(
    explain('npm error code ENOTFOUND'),
    /registry cannot be reached/,
  );
  assert.equal(explain('something else'), undefined);
});

test('names the port that is taken, who needs it, and what to do', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address();
  await assert.rejects(
    requireFree([['the portal', port, 'choose another one']]),
    new RegExp(
      `Port ${port} is taken by another program, and the portal needs it\\. .*choose another one`,
    ),
  );
  server.close();
});

test(
  'ends children of children when it is interrupted',
  { skip: process.platform === 'win32' },
  async () => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'flytower-processes-'));
    const pidFile = path.join(dir, 'grandchild.pid');
    const program = `
    import { start } from ${JSON.stringify(path.join(here, 'processes.mjs'))};
    start('bootstrap-test', 'sh', ['-c', 'sh -c "echo \\$\\$ > ${pidFile}; exec sleep 300" & wait']);
    setInterval(() => {}, 1000);`;
    const parent = spawn(
      process.execPath,
      ['--input-type=module', '-e', program],
      { stdio: 'inherit' },
    );
    while (
      !fs.existsSync(pidFile) ||
      !fs.readFileSync(pidFile, 'utf8').trim()
    ) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    const pid = Number(fs.readFileSync(pidFile, 'utf8'));
    parent.kill('SIGINT');
    await new Promise(resolve => parent.once('exit', resolve));
    assert.throws(() => process.kill(pid, 0), /ESRCH/);
    fs.rmSync(dir, { recursive: true });
  },
);

test('the entry point prints the sentence alone, without a stack, and fails', () => {
  const program = `
    import { main } from ${JSON.stringify(path.join(here, 'steps.mjs'))};
    import { Problem } from ${JSON.stringify(path.join(here, 'Problem.mjs'))};
    main(async () => { throw new Problem('The disk is full.'); });`;
  try {
    execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      stdio: 'pipe',
    });
    assert.fail('should have failed');
  } catch (error) {
    assert.equal(error.status, 1);
    assert.equal(error.stderr.toString().trim(), 'The disk is full.');
  }
});
