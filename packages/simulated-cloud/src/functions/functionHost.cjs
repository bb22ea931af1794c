'use strict';

/*
 * Runs in a process of its own, one for each instance of a function: starts the function in the current directory
 * with the runtime that Knative Functions uses for Node, and tells its parent where it listens.
 */
const net = require('node:net');
const path = require('node:path');
const { Worker } = require('node:worker_threads');

// However busy the function keeps this thread: when the cloud is gone, so is everything that it started.
const watchdog = new Worker(
  `const end = () => { try { process.kill(-process.pid, 'SIGKILL'); } catch { process.kill(process.pid, 'SIGKILL'); } };
   new (require('node:net').Socket)({ fd: 0, readable: true, writable: false }).on('close', end).on('error', end).resume();`,
  { eval: true, stdin: false },
);
watchdog.unref();

// The runtime wants a fixed port on all addresses; here it gets a free one on loopback.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function listenOnLoopback(...args) {
  const done = args.find(arg => typeof arg === 'function');
  this.once('listening', () => {
    const address = this.address();
    if (process.connected) process.send({ port: address.port });
  });
  return listen.call(this, { host: '127.0.0.1', port: 0 }, done);
};

process.once('uncaughtException', fail);
process.once('unhandledRejection', fail);

function fail(error) {
  process.stderr.write(`${(error && error.stack) || error}\n`, () =>
    process.exit(1),
  );
}

async function main() {
  const { start } = require('faas-js-runtime');
  const { loadFunction } = require('faas-js-runtime/lib/function-loader.js');
  const code = await loadFunction(path.join(process.cwd(), process.argv[2]));
  await start(code, { logLevel: process.env.FUNC_LOG_LEVEL || 'warn' });
}

main().catch(fail);
