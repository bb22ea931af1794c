import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { Problem } from './Problem.mjs';
import { run } from './processes.mjs';

const isRoot = process.getuid?.() === 0;

/** First of these programs that is in PATH, or among the places given. */
export function findProgram(...names) {
  for (const name of names) {
    if (name.includes('/')) {
      if (fs.existsSync(name)) return name;
    } else {
      const found = spawnSync('sh', ['-c', `command -v ${name}`], {
        encoding: 'utf8',
      });
      if (found.status === 0) return found.stdout.trim();
    }
  }
  return undefined;
}

/** Installs packages of Debian, if this is a Debian on which we may. */
export async function installDebian(packages, why) {
  if (!isRoot || !findProgram('apt-get')) {
    throw new Problem(
      `${why} needs the Debian packages ${packages.join(
        ', ',
      )}. Install them, or run this as root on Debian.`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    run(
      'apt-install',
      'apt-get',
      [
        'install',
        '-y',
        '-qq',
        '--no-install-recommends',
        '-o',
        'DPkg::Lock::Timeout=900',
        ...packages,
      ],
      { env },
    );
  try {
    await install();
  } catch {
    await run('apt-update', 'apt-get', ['update', '-qq'], { env });
    await install();
  }
}

/** Playwright drives this browser; `FLYTOWER_CHROMIUM` names another one. */
export async function findChromium() {
  const names = [
    process.env.FLYTOWER_CHROMIUM,
    'chromium',
    'chromium-browser',
    'google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ].filter(Boolean);
  if (!findProgram(...names))
    await installDebian(['chromium', 'fonts-dejavu-core'], 'The browser tests');
  return findProgram(...names);
}

/** Folder of PostgreSQL's programs. */
export async function findPostgres() {
  const look = () => {
    try {
      const version = fs
        .readdirSync('/usr/lib/postgresql')
        .sort((a, b) => b - a)
        .find(v => fs.existsSync(`/usr/lib/postgresql/${v}/bin/initdb`));
      return version && `/usr/lib/postgresql/${version}/bin`;
    } catch {
      const initdb = findProgram('initdb');
      return initdb && initdb.replace(/\/initdb$/, '');
    }
  };
  if (!look()) await installDebian(['postgresql'], 'The tests on PostgreSQL');
  return look();
}

/** Numeric ids of a user of this system. */
export function idsOf(user) {
  const id = flag =>
    Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

export { isRoot };
