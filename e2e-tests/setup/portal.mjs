import fs from 'node:fs';
import http from 'node:http';
import { inCache } from '../../scripts/bootstrap/paths.mjs';
import {
  portalEnv,
  startBackend,
  startCloud,
} from '../../scripts/bootstrap/portal.mjs';
import { endAll } from '../../scripts/bootstrap/processes.mjs';

const configs = ['app-config.yaml', 'app-config.simulated.yaml'];

/**
 * Starts the simulated cloud and the portal once for all journeys, from nothing.
 * A journey may kill the portal and start it again: POST /kill and /start at `FLYTOWER_E2E_CONTROL`.
 */
export default async function startPortal() {
  const stateDir = inCache('e2e', 'cloud');
  const dataDir = inCache('e2e', 'data');
  for (const dir of [stateDir, dataDir])
    fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(dataDir, { recursive: true });
  const node = process.execPath;

  await startCloud({ node, env: process.env, stateDir });
  const env = portalEnv(process.env, { stateDir, dataDir });
  const start = () => startBackend({ node, env, configs });
  let backend = await start();

  const control = http.createServer(async (request, response) => {
    if (request.url === '/kill') {
      process.kill(-backend.child.pid, 'SIGKILL');
      await backend.ended;
    } else if (request.url === '/start') {
      backend = await start();
    }
    response.end('done');
  });
  await new Promise(resolve => {
    control.listen(0, '127.0.0.1', resolve);
  });
  process.env.FLYTOWER_E2E_CONTROL = `http://127.0.0.1:${
    control.address().port
  }`;

  return async () => {
    control.close();
    await endAll();
  };
}
