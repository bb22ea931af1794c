import { mockCredentials } from '@backstage/backend-test-utils';
import type { Operation } from '@flytower/cloud-common/operations';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type { Order, Report } from './messages';

const script = path.resolve(__dirname, 'process.ts');
const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');

/** A clusters backend in a process of its own, which can be killed. */
export class KillableBackend {
  private readonly child: ChildProcess;
  private readonly warm: Promise<unknown>;
  readonly exited: Promise<NodeJS.Signals | null>;
  private port = 0;
  private file = '';

  constructor() {
    this.child = fork(script, {
      execArgv: ['--require', transform],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.warm = this.told('warm');
    // one that is never needed may be killed before it is warm
    this.warm.catch(() => {});
    this.exited = once(this.child, 'exit').then(([, signal]) => signal);
  }

  async start(order: Omit<Extract<Order, { order: 'start' }>, 'order'>) {
    await this.warm;
    const ready = this.told('ready');
    this.child.send({ order: 'start', ...order } satisfies Order);
    this.port = (await ready).port;
  }

  /** It dies at the n-th boundary from now. */
  async dieAt(at: number, file: string) {
    this.file = file;
    const armed = this.told('armed');
    this.child.send({ order: 'die', at, file } satisfies Order);
    await armed;
  }

  /** Takes that back. */
  live() {
    return this.dieAt(Number.MAX_SAFE_INTEGER, '');
  }

  /** What it was about to do, or had just done, when it died. */
  get lastWords() {
    return fs.readFileSync(this.file, 'utf8');
  }

  get isAlive() {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Asks for an operation; asked again with the same key, it is the same operation. */
  async begin(kind: string, input: object, idempotencyKey: string) {
    const { id, error } = await this.ask<
      Operation & { error?: { message: string } }
    >(`/operations/${kind}/start`, { input, idempotencyKey });
    if (!id) throw new Error(error?.message);
    return id;
  }

  async ask<T>(route: string, body?: object): Promise<T> {
    const answer = await fetch(
      `http://localhost:${this.port}/api/clusters${route}`,
      {
        method: body ? 'POST' : 'GET',
        body: body && JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          authorization: mockCredentials.user.header('user:default/mei.tanaka'),
        },
      },
    );
    return (await answer.json()) as T;
  }

  kill() {
    this.child.kill('SIGKILL');
    return this.exited;
  }

  private told<T extends Report['report']>(report: T) {
    type Wanted = Extract<Report, { report: T }>;
    return new Promise<Wanted>((resolve, reject) => {
      const hear = (message: Report) => {
        if (message.report !== report) return;
        this.child.off('message', hear);
        resolve(message as Wanted);
      };
      this.child.on('message', hear);
      this.child.once('exit', () => reject(new Error('It has died')));
    });
  }
}
