#!/usr/bin/env node
// Installs what is missing and runs every check: house rules, lint, types, unit and front-door tests, contract suites,
// browser journeys. `npm test -- lint types` runs only the named parts.
import { findChromium } from './bootstrap/debian.mjs';
import { allPorts } from './bootstrap/portal.mjs';
import { requireFree } from './bootstrap/ports.mjs';
import { startPostgres } from './bootstrap/postgres.mjs';
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

const suite = 'test';
const wanted = process.argv.slice(2).filter(arg => !arg.startsWith('-'));

main(async () => {
  const tools = await prepare();
  const { node, env, yarn } = tools;
  clearResults(suite);

  const parts = {
    rules: () => run('rules', node, ['scripts/lint/check.mjs'], { env }),
    format: () => yarn('format', ['prettier', '--check', '.']),
    lint: () =>
      yarn('lint', ['backstage-cli', 'repo', 'lint', '--max-warnings', '0']),
    types: () => yarn('types', ['tsc']),
    bootstrap: () =>
      run(
        'bootstrap',
        node,
        ['--test', 'scripts/bootstrap/bootstrap.test.mjs'],
        { env },
      ),
    unit: () => unitTests(yarn),
    browser: () => browserTests(tools),
  };
  for (const [name, work] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    try {
      const counts = await step(titles[name], work);
      record(suite, name, counts ?? { passed: 1, failed: 0 });
    } catch (error) {
      console.error(`\n${error.message}\n`);
      record(suite, name, error.counts ?? { passed: 0, failed: 1 });
    }
  }
  await endAll();
  const { passed, failed } = sum(suite);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});

const titles = {
  rules: 'Rules of the house',
  format: 'Format',
  lint: 'Lint',
  types: 'Types',
  bootstrap: 'Commands',
  unit: 'Unit, front-door and contract tests',
  browser: 'Browser journeys',
};

async function unitTests(yarn) {
  const postgres = await startPostgres();
  const report = reportFile('jest.json');
  try {
    return await counted(report, countJest, () =>
      yarn(
        'unit',
        [
          'backstage-cli',
          'repo',
          'test',
          '--maxWorkers=2',
          '--workerIdleMemoryLimit=1500M',
          '--json',
          `--outputFile=${report}`,
        ],
        {
          env: { CI: 'true', FLYTOWER_TEST_POSTGRES: postgres.url },
        },
      ),
    );
  } finally {
    await postgres.stop();
  }
}

async function browserTests(tools) {
  await requireFree(allPorts);
  const chromium = await findChromium();
  await buildApp(tools);
  const report = reportFile('playwright.json');
  return counted(report, countPlaywright, () =>
    tools.yarn('browser', ['playwright', 'test'], {
      env: { FLYTOWER_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    }),
  );
}
