import net from 'node:net';
import { Problem } from './Problem.mjs';

function isFree(port) {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

/** Refuses to start on ports that another program has, before anything is half up. */
export async function requireFree(ports) {
  for (const [use, port, remedy] of ports) {
    if (!(await isFree(port))) {
      throw new Problem(
        `Port ${port} is taken by another program, and ${use} needs it. Stop that program${
          remedy ? `, or ${remedy}` : ''
        }.`,
      );
    }
  }
}
