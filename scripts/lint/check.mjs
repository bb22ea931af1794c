#!/usr/bin/env node
// Rules of the house that ESLint does not know: directions of imports, colours in style sheets, size of index files.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../bootstrap/paths.mjs';
import { allowed, testOnly, upstream, upstreamUsers } from './directions.mjs';

const problems = [];
const isTest = file =>
  /\.(test|real)\.tsx?$|\/(__)?testUtils(__)?\/|\/dev\//.test(file);

function filesOf(dir) {
  return fs.readdirSync(dir, { withFileTypes: true }).flatMap(entry => {
    const file = path.join(dir, entry.name);
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    return entry.isDirectory() ? filesOf(file) : [file];
  });
}

function checkImports(pkg, file, text) {
  for (const [, name] of text.matchAll(
    /(?:from|import\(|require\()\s*'(@flytower\/[^']+)'/g,
  )) {
    const target = name.split('/').slice(0, 2).join('/');
    if (target === pkg.name) continue;
    if (target === testOnly) {
      if (!isTest(file))
        problems.push(`${file}: only tests may import ${testOnly}`);
    } else if (!(allowed[pkg.name] ?? []).includes(target)) {
      if (!isTest(file))
        problems.push(`${file}: ${pkg.name} may not lean on ${target}`);
    }
    if (
      name.startsWith(upstream) &&
      !upstreamUsers.includes(pkg.name) &&
      !isTest(file)
    ) {
      problems.push(`${file}: only the domain backends may import ${upstream}`);
    }
  }
}

function checkIndex(file, text) {
  const names = [...text.matchAll(/export\s+(?:type\s+)?\{([^}]*)\}/g)].flatMap(
    ([, list]) => list.split(',').filter(name => name.trim()),
  );
  if (names.length > 15)
    problems.push(
      `${file}: lists ${names.length} names, at most 15 are allowed`,
    );
}

function checkStyles(file, text) {
  text.split('\n').forEach((line, index) => {
    if (
      /#[0-9a-f]{3,8}\b|\b(rgb|hsl)a?\(/i.test(line.replace(/\/\*.*?\*\//g, ''))
    ) {
      problems.push(
        `${file}:${index + 1}: use a token instead of a colour literal`,
      );
    }
  });
}

for (const dir of ['packages', 'plugins']) {
  for (const name of fs.readdirSync(path.join(root, dir))) {
    const home = path.join(root, dir, name);
    const manifest = path.join(home, 'package.json');
    if (!fs.existsSync(manifest)) continue;
    const pkg = JSON.parse(fs.readFileSync(manifest, 'utf8'));
    for (const dependency of Object.keys(pkg.dependencies ?? {})) {
      const ours = dependency.startsWith('@flytower/') || dependency === 'app';
      if (ours && !(allowed[pkg.name] ?? []).includes(dependency)) {
        problems.push(
          `${dir}/${name}/package.json: ${pkg.name} may not depend on ${dependency}`,
        );
      }
    }
    for (const file of filesOf(home)) {
      const relative = path.relative(root, file);
      if (/\.tsx?$/.test(file))
        checkImports(pkg, relative, fs.readFileSync(file, 'utf8'));
      if (/\/src\/index\.ts$/.test(file))
        checkIndex(relative, fs.readFileSync(file, 'utf8'));
      if (file.endsWith('.css') && !file.endsWith('/theme/tokens.css'))
        checkStyles(relative, fs.readFileSync(file, 'utf8'));
    }
  }
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  console.error(
    `\n${problems.length} against the rules of the house (scripts/lint).`,
  );
  process.exit(1);
}
console.log('The rules of the house hold.');
