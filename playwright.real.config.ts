import base from './playwright.config';

/** One journey with the projects of a real OpenStack; `scripts/test-real.mjs` starts that and runs this. */
export default {
  ...base,
  testDir: 'e2e-real',
  globalSetup: require.resolve('./e2e-real/portal.mjs'),
  reporter: [['list'], ['json']],
};
