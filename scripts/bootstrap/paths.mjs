import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** Everything that is made by running: toolchain, caches, logs, state of the simulated cloud. Ignored by git. */
export const cacheDir = path.join(root, '.flytower');

export const inCache = (...parts) => path.join(cacheDir, ...parts);
