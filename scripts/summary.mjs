#!/usr/bin/env node
// The closing line over everything that the last runs of "npm test" and "npm run test:real" have counted.
import { sum } from './bootstrap/results.mjs';

const { passed, failed } = sum('test', 'real');
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
