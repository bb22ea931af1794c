import fs from 'node:fs';
import path from 'node:path';
import { Problem, explain } from './Problem.mjs';
import { inCache, root } from './paths.mjs';
import { start } from './processes.mjs';
import { signInAs } from './signIn.mjs';

const transform = path.join(
  root,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);

/** Ports of the simulated cloud, in the order in which it takes them. */
export const cloudPorts = [
  7101, 7102, 7103, 7104, 7105, 7110, 7120, 7130, 7140, 7150,
];

export const portalPort = Number(process.env.FLYTOWER_PORT ?? 7007);

/** What must be free before a portal on the simulated cloud is started, who needs it, and what else could be done. */
export const allPorts = [
  [
    'the portal',
    portalPort,
    'choose another one: FLYTOWER_PORT=7008 npm start',
  ],
  ...cloudPorts.map(port => ['the simulated cloud', port]),
];

/** Environment of a backend on the simulated cloud, which must be running: where to find accounts, certificates, data. */
export function portalEnv(
  env,
  {
    stateDir = inCache('cloud'),
    dataDir = inCache('data'),
    port = portalPort,
  } = {},
) {
  fs.mkdirSync(dataDir, { recursive: true });
  return {
    ...env,
    NODE_ENV: 'production',
    OS_CLIENT_CONFIG_FILE: path.join(stateDir, 'clouds.yaml'),
    FLYTOWER_STATE: stateDir,
    RANCHER_TOKEN: fs.readFileSync(
      path.join(stateDir, 'rancher-token'),
      'utf8',
    ),
    FLYTOWER_DATA: dataDir,
    FLYTOWER_PORT: String(port),
    FLYTOWER_URL: `http://localhost:${port}`,
    NODE_OPTIONS: '--no-node-snapshot',
  };
}

/** Starts a TypeScript program of the workspace and waits until it can be used. */
async function startProgram({
  name,
  args,
  cwd,
  env,
  node,
  isReady,
  onUnexpectedEnd,
}) {
  const process = start(name, node, ['--require', transform, ...args], {
    cwd,
    env,
  });
  let ended = false;
  let ready = false;
  process.ended.then(({ tail }) => {
    ended = tail;
    if (ready) onUnexpectedEnd?.(name, tail, process.logFile);
  });
  const deadline = Date.now() + 180_000;
  while (!(await isReady().catch(() => false))) {
    if (ended !== false) {
      throw new Problem(
        explain(ended) ??
          `${name} did not start. Its last words (all in ${
            process.logFile
          }):\n\n${ended.trim().split('\n').slice(-25).join('\n')}`,
      );
    }
    if (Date.now() > deadline)
      throw new Problem(
        `${name} was not ready within three minutes; see ${process.logFile}.`,
      );
    await new Promise(resolve => setTimeout(resolve, 300));
  }
  ready = true;
  return process;
}

const answers = async url => {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
};

export function startCloud({
  node,
  env,
  stateDir = inCache('cloud'),
  args = [],
  onUnexpectedEnd,
}) {
  return startProgram({
    name: 'simulated-cloud',
    node,
    env,
    onUnexpectedEnd,
    args: [
      path.join(root, 'packages/simulated-cloud/src/main.ts'),
      '--state',
      stateDir,
      ...args,
    ],
    cwd: root,
    isReady: () => answers('http://127.0.0.1:7150/scenarios'),
  });
}

export function startBackend({
  node,
  env,
  port = portalPort,
  configs,
  name = 'portal',
  person = 'ines.duarte',
  onUnexpectedEnd,
}) {
  return startProgram({
    name,
    node,
    env,
    onUnexpectedEnd,
    args: [
      path.join(root, 'packages/backend/src/index.ts'),
      ...configs.flatMap(file => ['--config', path.join(root, file)]),
    ],
    cwd: path.join(root, 'packages/backend'),
    // Somebody can sign in: the plugins run, and the catalog knows the people.
    isReady: async () =>
      (await answers(
        `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
      )) && !!(await signInAs(`http://localhost:${port}`, person)),
  });
}
