import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { LogBook } from './LogBook';

const host = join(__dirname, 'functionHost.cjs');

const gracePeriodMs = 2000;

export interface FunctionProcessOptions {
  /** Where the function's source lies. */
  dir: string;
  /** File in it that has the function. */
  main: string;
  env: Record<string, string>;
  memoryMiB: number;
  now(): number;
}

/** How it ended. */
export interface Exit {
  code: number;
  message: string;
}

/** One instance of a function: a process group that ends with this process, whatever ends it. */
export class FunctionProcess {
  readonly log: LogBook;
  /** Resolves with its port on loopback once it listens; rejects when it ends before. */
  readonly listening: Promise<number>;
  readonly exited: Promise<Exit>;
  private readonly child: ChildProcess;
  private gone = false;

  constructor(options: FunctionProcessOptions) {
    this.log = new LogBook(options.now);
    this.child = spawn(
      process.execPath,
      [`--max-old-space-size=${options.memoryMiB}`, host, options.main],
      {
        cwd: options.dir,
        // nothing of this process's surroundings: a function is somebody else's code
        env: { PATH: process.env.PATH ?? '', ...options.env },
        detached: true,
        stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
      },
    );
    const { child } = this;
    child.stdin?.on('error', () => {});
    const written = [child.stdout, child.stderr].map(stream =>
      this.record(stream),
    );
    this.exited = new Promise(resolve => {
      child.once('error', error => resolve({ code: 1, message: `${error}` }));
      child.once('exit', async (code, signal) => {
        this.gone = true;
        // children that it left behind hold its pipes open
        this.signal('SIGKILL');
        await Promise.all(written);
        this.log.close();
        resolve({
          code: code ?? 137,
          message: this.log.lastError ?? `ended by ${signal ?? 'itself'}`,
        });
      });
    });
    this.listening = new Promise((resolve, reject) => {
      child.on('message', (message: { port?: number }) => {
        if (message.port) resolve(message.port);
      });
      void this.exited.then(({ message }) => reject(new Error(message)));
    });
    // whoever does not wait for it need not hear that it failed
    this.listening.catch(() => {});
  }

  async stop(): Promise<void> {
    if (!this.gone) {
      this.signal('SIGTERM');
      const timer = setTimeout(() => this.signal('SIGKILL'), gracePeriodMs);
      await this.exited;
      clearTimeout(timer);
    }
  }

  private signal(name: NodeJS.Signals) {
    const { pid } = this.child;
    if (!pid) return;
    try {
      process.kill(-pid, name);
    } catch {
      // the whole group is gone already
    }
  }

  private record(stream: Readable | null): Promise<void> {
    if (!stream) return Promise.resolve();
    const lines = createInterface({ input: stream, crlfDelay: Infinity });
    lines.on('line', line => this.log.write(line));
    return new Promise(resolve => lines.once('close', resolve));
  }
}
