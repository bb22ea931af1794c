import { spawn } from 'node:child_process';

/** Nothing of the machine's own git configuration, and no question asked on a terminal. */
export const gitEnvironment = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  LC_ALL: 'C.UTF-8',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  // an address that somebody asks to build from must not be a directory of this machine
  GIT_ALLOW_PROTOCOL: 'http:https',
};

/** Git said no; the message is what it wrote. */
export class GitError extends Error {}

/** Runs git to its end and gives back what it wrote. */
export function git(
  args: string[],
  options: { cwd?: string; input?: string | Buffer; signal?: AbortSignal } = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      cwd: options.cwd,
      env: gitEnvironment,
      signal: options.signal,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', chunk => out.push(chunk));
    child.stderr.on('data', chunk => err.push(chunk));
    child.once('error', reject);
    child.once('close', code => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new GitError(Buffer.concat(err).toString().trim()));
    });
    // git may end before it has read everything
    child.stdin.on('error', () => {});
    child.stdin.end(options.input);
  });
}
