import fs from 'node:fs';
import path from 'node:path';
import { inCache } from './paths.mjs';

const dir = inCache('results');

export function clearResults(suite) {
  fs.rmSync(path.join(dir, suite), { recursive: true, force: true });
  fs.mkdirSync(path.join(dir, suite), { recursive: true });
}

/** Keeps how many checks of a part passed and failed, for the closing line. */
export function record(suite, part, counts) {
  fs.writeFileSync(
    path.join(dir, suite, `${part}.json`),
    JSON.stringify(counts),
  );
}

/** Sum over all parts of the given suites. */
export function sum(...suites) {
  const total = { passed: 0, failed: 0 };
  for (const suite of suites) {
    const home = path.join(dir, suite);
    for (const file of fs.existsSync(home) ? fs.readdirSync(home) : []) {
      const { passed, failed } = JSON.parse(
        fs.readFileSync(path.join(home, file), 'utf8'),
      );
      total.passed += passed;
      total.failed += failed;
    }
  }
  return total;
}

/** A file for a test runner to write its JSON report to. */
export const reportFile = name => path.join(dir, name);

/** Counts of a report of Jest. A suite that could not even be loaded counts as a failure. */
export function countJest(file) {
  const report = JSON.parse(fs.readFileSync(file, 'utf8'));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  };
}

/** Counts of a JSON report of Playwright; a flaky test passed in the end. */
export function countPlaywright(file) {
  const { stats } = JSON.parse(fs.readFileSync(file, 'utf8'));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

/**
 * Runs a test runner that writes a report even when tests fail, and reads the counts from that.
 * A failed run counts at least one failure.
 */
export async function counted(report, count, work) {
  fs.rmSync(report, { force: true });
  try {
    await work(report);
    return count(report);
  } catch (error) {
    if (fs.existsSync(report)) {
      const { passed, failed } = count(report);
      error.counts = { passed, failed: Math.max(failed, 1) };
    }
    throw error;
  }
}
