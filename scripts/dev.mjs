#!/usr/bin/env node
// The portal on the simulated cloud with hot reload: the backend restarts and the frontend updates on changes.
import path from 'node:path';
import { Problem } from './bootstrap/Problem.mjs';
import { root } from './bootstrap/paths.mjs';
import { allPorts, portalEnv, startCloud } from './bootstrap/portal.mjs';
import { prepare } from './bootstrap/prepare.mjs';
import { requireFree } from './bootstrap/ports.mjs';
import { endAll, start } from './bootstrap/processes.mjs';
import { main, step } from './bootstrap/steps.mjs';
import { welcome } from './bootstrap/welcome.mjs';

const frontendUrl = 'http://localhost:3000';

main(async () => {
  await requireFree([['the frontend', 3000], ...allPorts]);
  const { node, env } = await prepare();
  try {
    await step('Simulated cloud', () => startCloud({ node, env }));
    const portal = { ...portalEnv(env), NODE_ENV: 'development' };
    let ready;
    const compiled = new Promise(resolve => {
      ready = resolve;
    });
    const configs = [
      'app-config.yaml',
      'app-config.simulated.yaml',
      'app-config.dev.yaml',
    ];
    const { ended } = start(
      'dev',
      node,
      [
        'node_modules/@backstage/cli/bin/backstage-cli',
        'repo',
        'start',
        ...configs.flatMap(file => ['--config', path.join(root, file)]),
      ],
      {
        env: portal,
        onLine: line =>
          /compiled successfully|Rspack compiled/i.test(line) && ready(),
        echo: true,
      },
    );
    const early = ended.then(() => {
      throw new Problem('The portal has ended; its last words are above.');
    });
    await step('Portal with hot reload', () => Promise.race([compiled, early]));
    welcome(frontendUrl, { hot: true });
    await ended;
  } finally {
    await endAll();
  }
});
