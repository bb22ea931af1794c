import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inCache, root } from './paths.mjs';

/** One hash over the names and contents of files and folders, relative to the root. */
export function hashOf(...entries) {
  const hash = createHash('sha256');
  for (const entry of entries) {
    for (const file of filesOf(path.join(root, entry))) {
      hash
        .update(path.relative(root, file))
        .update('\0')
        .update(fs.readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

function filesOf(entry) {
  const stat = fs.statSync(entry, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [entry];
  return fs
    .readdirSync(entry)
    .filter(name => name !== 'node_modules' && name !== 'dist')
    .sort()
    .flatMap(name => filesOf(path.join(entry, name)));
}

/** Does the work only if the hash is not the one of the last time that the work succeeded. */
export async function unlessStamped(name, hash, isThere, work) {
  const file = inCache('stamps', name);
  if (
    isThere() &&
    fs.existsSync(file) &&
    fs.readFileSync(file, 'utf8') === hash
  )
    return;
  fs.rmSync(file, { force: true });
  await work();
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, hash);
}
