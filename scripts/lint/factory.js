const backstage = require('@backstage/cli/config/eslint-factory');

/** ESLint configuration of every package: Backstage's own, and the rules of this house. */
module.exports = dir => backstage(dir);
