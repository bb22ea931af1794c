#!/usr/bin/env node
// The contract suites against real servers: Keystone, Nova, Neutron, Cinder and Glance from Debian's packages, and a
// kube-apiserver with etcd. Installs, builds and caches outside the work tree, starts what it needs, stops exactly that.
import fs from 'node:fs';
import path from 'node:path';
import { Problem } from './bootstrap/Problem.mjs';
import { findChromium, installDebian, isRoot } from './bootstrap/debian.mjs';
import { root } from './bootstrap/paths.mjs';
import { allPorts } from './bootstrap/portal.mjs';
import { requireFree } from './bootstrap/ports.mjs';
import { buildApp, prepare } from './bootstrap/prepare.mjs';
import { endAll, run } from './bootstrap/processes.mjs';
import {
  clearResults,
  counted,
  countJest,
  countPlaywright,
  record,
  reportFile,
  sum,
} from './bootstrap/results.mjs';
import { main, step } from './bootstrap/steps.mjs';

const suite = 'real';
const home = process.env.FLYTOWER_REAL ?? '/var/tmp/flytower';
const openstackState = path.join(home, 'openstack');
const kubernetesState = path.join(home, 'kubernetes-state');
const script = name => path.join(root, 'scripts/real', name);

const wanted = process.argv.slice(2).filter(arg => !arg.startsWith('-'));
const isWanted = name => wanted.length === 0 || wanted.includes(name);

/** A kind of real server, and the packages of the workspace that have suites (`*.real.ts`) for it. */
const targets = {
  openstack: {
    title: 'OpenStack (Debian packages)',
    up: () =>
      run('openstack-up', 'bash', [script('openstack/up.sh'), openstackState]),
    down: () =>
      run('openstack-down', 'bash', [
        script('openstack/down.sh'),
        openstackState,
      ]),
    env: { FLYTOWER_REAL_CLOUDS: path.join(openstackState, 'clouds.yaml') },
    suites: [
      ['packages/cloud-node', 'openstack'],
      ['plugins/projects-backend', 'openstack'],
    ],
    portal: portalJourney,
  },
  kubernetes: {
    title: 'Kubernetes (built from Debian sources, then cached)',
    up: () =>
      run('kubernetes-up', 'bash', [
        script('kubernetes/up.sh'),
        kubernetesState,
        path.join(home, 'kubernetes'),
      ]),
    down: () =>
      run('kubernetes-down', 'bash', [
        script('kubernetes/down.sh'),
        kubernetesState,
      ]),
    env: {
      FLYTOWER_REAL_KUBECONFIG: path.join(kubernetesState, 'admin.kubeconfig'),
    },
    suites: [
      ['packages/simulated-cloud', 'kubernetes'],
      ['packages/cloud-node', 'kubernetes'],
    ],
  },
};

main(async () => {
  if (process.platform !== 'linux' || !isRoot) {
    throw new Problem(
      'The suites against real servers need root on a Debian machine, as they install its OpenStack packages.',
    );
  }
  const tools = await prepare();
  const { yarn } = tools;
  clearResults(suite);
  fs.mkdirSync(home, { recursive: true });
  await step('Tools to build with', () =>
    installDebian(
      ['curl', 'openssl', 'dpkg-dev', 'procps', 'gcc', 'libc6-dev'],
      'The suites against real servers',
    ),
  );

  for (const [name, target] of Object.entries(targets)) {
    if (!isWanted(name)) continue;
    try {
      await step(`${target.title}: start`, target.up);
      for (const [dir, pattern] of target.suites) {
        const part = `${name}-${path.basename(dir)}`;
        const counts = await step(`${target.title}: ${dir}`, () =>
          contract(yarn, part, dir, pattern, target.env),
        );
        record(suite, part, counts);
      }
      if (target.portal) {
        const counts = await step(`${target.title}: the portal's pages`, () =>
          target.portal(tools),
        );
        record(suite, `${name}-portal`, counts);
      }
    } catch (error) {
      console.error(`\n${error.message}\n`);
      record(suite, name, error.counts ?? { passed: 0, failed: 1 });
    } finally {
      await step(`${target.title}: stop`, target.down);
    }
  }
  await endAll();
  const { passed, failed } = sum(suite);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
});

/** The portal with a real OpenStack behind it, as somebody sees it. */
async function portalJourney(tools) {
  const clouds = path.join(openstackState, 'clouds.yaml');
  await run('real-seed', 'bash', [path.join(root, 'e2e-real/seed.sh'), clouds]);
  await requireFree(allPorts);
  const chromium = await findChromium();
  await buildApp(tools);
  return counted(reportFile('real-playwright.json'), countPlaywright, report =>
    tools.yarn(
      'real-browser',
      ['playwright', 'test', '--config', 'playwright.real.config.ts'],
      {
        env: {
          CI: 'true',
          FLYTOWER_CHROMIUM: chromium,
          FLYTOWER_REAL_CLOUDS: clouds,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        },
      },
    ),
  );
}

async function contract(yarn, part, dir, pattern, env) {
  return counted(reportFile(`${part}.json`), countJest, report =>
    yarn(
      part,
      [
        'backstage-cli',
        'package',
        'test',
        '--watch=false',
        '--runInBand',
        '--testMatch',
        `**/*${pattern}*.real.ts`,
        '--json',
        `--outputFile=${report}`,
      ],
      { cwd: path.join(root, dir), env: { ...env, CI: 'true' } },
    ),
  );
}
