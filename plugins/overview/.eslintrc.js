module.exports = require('../../scripts/lint/factory')(__dirname);
