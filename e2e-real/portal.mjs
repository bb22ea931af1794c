import fs from 'node:fs';
import { inCache } from '../scripts/bootstrap/paths.mjs';
import {
  portalEnv,
  startBackend,
  startCloud,
} from '../scripts/bootstrap/portal.mjs';
import { endAll } from '../scripts/bootstrap/processes.mjs';

/**
 * The portal with its projects from a real OpenStack. Who signs in, Rancher and the function platforms are the simulated
 * ones, as there are no real ones to be had.
 */
export default async function startPortal() {
  const stateDir = inCache('e2e-real', 'cloud');
  const dataDir = inCache('e2e-real', 'data');
  for (const dir of [stateDir, dataDir]) {
    fs.rmSync(dir, { recursive: true, force: true });
  }
  const node = process.execPath;
  await startCloud({ node, env: process.env, stateDir });
  await startBackend({
    node,
    env: portalEnv(process.env, { stateDir, dataDir }),
    configs: [
      'app-config.yaml',
      'app-config.simulated.yaml',
      'e2e-real/app-config.real.yaml',
    ],
    name: 'portal-real',
    person: 'oskar.lind',
  });
  return endAll;
}
