import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { Problem, explain } from './Problem.mjs';
import { inCache, root } from './paths.mjs';

/** Each child leads a process group, so that its own children end with it. */
const running = new Set();
const ownGroup = process.platform !== 'win32';
let ending;

function signalGroup(child, signal) {
  try {
    process.kill(ownGroup ? -child.pid : child.pid, signal);
    return true;
  } catch {
    return false;
  }
}

function groupLives(child) {
  return signalGroup(child, 0);
}

/** Ends every process that was started, children of children too; the stubborn ones after ten seconds by force. */
export function endAll() {
  ending ??= (async () => {
    for (const child of running) signalGroup(child, 'SIGTERM');
    const deadline = Date.now() + 10_000;
    while ([...running].some(groupLives) && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    for (const child of running) signalGroup(child, 'SIGKILL');
    running.clear();
  })().finally(() => {
    ending = undefined;
  });
  return ending;
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => {
    endAll().then(() => process.exit(code));
  });
}

/** Starts a process that is to go on; what it says goes to `.flytower/logs/<name>.log` and to `onLine`. */
export function start(
  name,
  command,
  args,
  { cwd = root, env = process.env, onLine, echo = false } = {},
) {
  const logFile = inCache('logs', `${name}.log`);
  fs.mkdirSync(inCache('logs'), { recursive: true });
  const log = fs.createWriteStream(logFile);
  log.on('error', error =>
    console.error(`Cannot write ${logFile}: ${error.message}`),
  );
  const child = spawn(command, args, {
    cwd,
    env,
    detached: ownGroup,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);

  let tail = '';
  let rest = '';
  const take = chunk => {
    const text = chunk.toString();
    log.write(text);
    if (echo) process.stdout.write(text);
    tail = (tail + text).slice(-6000);
    rest += text;
    const lines = rest.split('\n');
    rest = lines.pop();
    for (const line of lines) onLine?.(line);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);

  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      // Children that outlive the leader of their group are ended as well.
      signalGroup(child, 'SIGTERM');
      running.delete(child);
      log.end();
      resolve({ code, signal, tail });
    });
  });
  return { child, ended, logFile };
}

/** Runs a command to its end and refuses to go on if it fails. */
export async function run(name, command, args, options = {}) {
  const { ended, logFile } = start(name, command, args, options);
  const { code, tail } = await ended;
  if (code !== 0) {
    throw new Problem(
      explain(tail) ??
        `"${[command.split('/').pop(), ...args].join(
          ' ',
        )}" failed. Its last words (all in ${logFile}):\n\n${tail
          .trim()
          .split('\n')
          .slice(-40)
          .join('\n')}`,
    );
  }
}
