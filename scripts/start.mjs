#!/usr/bin/env node
// Installs what is missing, builds the frontend if it changed, and runs the whole portal on the simulated cloud.
import { buildApp, prepare } from './bootstrap/prepare.mjs';
import {
  allPorts,
  portalEnv,
  startBackend,
  startCloud,
} from './bootstrap/portal.mjs';
import { requireFree } from './bootstrap/ports.mjs';
import { endAll } from './bootstrap/processes.mjs';
import { main, step } from './bootstrap/steps.mjs';
import { welcome } from './bootstrap/welcome.mjs';

main(async () => {
  await requireFree(allPorts);
  const tools = await prepare();
  await buildApp(tools);
  const part = {
    node: tools.node,
    env: tools.env,
    onUnexpectedEnd: reportEnd,
  };
  try {
    await step('Simulated cloud', () => startCloud(part));
    const env = portalEnv(tools.env);
    await step('Portal', () =>
      startBackend({
        ...part,
        env,
        configs: ['app-config.yaml', 'app-config.simulated.yaml'],
      }),
    );
    welcome(env.FLYTOWER_URL);
  } catch (error) {
    await endAll();
    throw error;
  }
  return new Promise(() => {});
});

function reportEnd(name, tail, logFile) {
  console.error(
    `\n${name} has ended; see ${logFile}. Its last words:\n\n${tail
      .trim()
      .split('\n')
      .slice(-15)
      .join('\n')}`,
  );
  endAll().then(() => process.exit(1));
}
