import { defineConfig } from '@playwright/test';

/**
 * Journeys through the production build, served by the backend, on the simulated cloud. `scripts/test.mjs` installs the
 * browser; `e2e-tests/setup/portal.mjs` starts cloud and portal once for all journeys.
 */
export default defineConfig({
  testDir: 'e2e-tests',
  globalSetup: require.resolve('./e2e-tests/setup/portal.mjs'),
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // One portal for all, and the journeys change it.
  workers: 1,
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  retries: process.env.CI ? 1 : 0,
  reporter: [
    ['list'],
    ['html', { open: 'never', outputFolder: 'e2e-test-report' }],
    ['json'],
  ],
  outputDir: 'test-results',
  use: {
    baseURL: process.env.FLYTOWER_URL ?? 'http://localhost:7007',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.FLYTOWER_CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
