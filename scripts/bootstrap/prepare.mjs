import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { run } from './processes.mjs';
import { hashOf, unlessStamped } from './stamps.mjs';
import { step } from './steps.mjs';
import { findNode, findYarn, requireNode20 } from './toolchain.mjs';

const workspaces = ['packages', 'plugins'].flatMap(dir =>
  fs
    .readdirSync(path.join(root, dir))
    .map(name => `${dir}/${name}`)
    .filter(name => fs.existsSync(path.join(root, name, 'package.json'))),
);

const frontendRoles = new Set([
  'frontend',
  'frontend-plugin',
  'web-library',
  'common-library',
]);
const frontends = workspaces.filter(name =>
  frontendRoles.has(
    JSON.parse(fs.readFileSync(path.join(root, name, 'package.json'), 'utf8'))
      .backstage?.role,
  ),
);

/**
 * Makes a bare checkout ready to run: toolchain and dependencies.
 *
 * @returns `node` (path), `env` for children, and `yarn(name, ...args)` to run Yarn to its end
 */
export async function prepare() {
  requireNode20();
  const node = await step('Node.js and Yarn', async () => {
    const found = await findNode();
    await findYarn();
    return found;
  });
  const yarnProgram = await findYarn();
  const env = {
    ...process.env,
    PATH: `${path.dirname(node)}${path.delimiter}${path.join(
      root,
      'node_modules/.bin',
    )}${path.delimiter}${process.env.PATH}`,
    // Headers of exactly this Node.js, should anything have to be compiled.
    npm_config_nodedir: path.dirname(path.dirname(node)),
  };
  const yarn = (name, args, options = {}) =>
    run(name, node, [yarnProgram, ...args], {
      ...options,
      env: { ...env, ...options.env },
    });

  await unlessStamped(
    'dependencies',
    hashOf(
      'package.json',
      'yarn.lock',
      '.yarnrc.yml',
      ...workspaces.map(name => `${name}/package.json`),
    ),
    () => fs.existsSync(path.join(root, 'node_modules/.yarn-state.yml')),
    () =>
      step('Dependencies', () => yarn('install', ['install', '--immutable'])),
  );
  return { node, env, yarn };
}

/** Builds the frontend if anything that goes into it has changed since the last build. */
export async function buildApp({ yarn }) {
  await unlessStamped(
    'app',
    hashOf('yarn.lock', 'package.json', ...frontends),
    () => fs.existsSync(path.join(root, 'packages/app/dist/index.html')),
    () =>
      step('Frontend', () =>
        yarn('build-app', ['workspace', 'app', 'build'], {
          env: { NODE_ENV: 'production' },
        }),
      ),
  );
}
