import type { CloudState } from '../CloudState';
import { novaFault } from '../faults';
import { isAdmin, projectOf, type ServiceContext } from '../serviceApp';
import type { Server } from '../types';
import { askedVersion } from './microversion';
import { createViews } from './views';

/** What Nova's routes have in common for one request. */
export function versionOf(c: ServiceContext): number {
  const version = askedVersion(c);
  return version === 'malformed' ? 1 : version;
}

export function viewsOf(state: CloudState, c: ServiceContext) {
  const region = c.get('region');
  return createViews(
    region,
    `${state.urls.nova}/${region.name}/v2.1`,
    versionOf(c),
    isAdmin(c.get('token')),
  );
}

export const deny = (c: ServiceContext, rule: string) =>
  novaFault(
    c,
    403,
    `Policy doesn't allow os_compute_api:${rule} to be performed.`,
  );

/** The server that the path names, for who may see it; else Nova's 404. */
export function findServer(c: ServiceContext): Server | Response {
  const id = c.req.param('id') ?? '';
  const server = c.get('region').servers.get(id);
  const token = c.get('token');
  const isMine =
    server && (isAdmin(token) || server.projectId === projectOf(token));
  return isMine && server.vm !== 'deleted'
    ? server
    : novaFault(c, 404, `Instance ${id} could not be found.`);
}

/** Writes down what was done with a server, by whom. */
export function note(
  state: CloudState,
  c: ServiceContext,
  server: Server,
  action: string,
) {
  const now = state.ctx.clock.now();
  server.updatedAt = now;
  server.actions.unshift({
    action,
    requestId: c.get('requestId'),
    userId: c.get('token').user.id,
    startedAt: now,
  });
}

/** Changes a server now, and once more when that has taken its time. */
export function settle(
  state: CloudState,
  server: Server,
  task: string,
  ms: number,
  outcome: Partial<Server>,
) {
  server.task = task;
  server.updatedAt = state.ctx.clock.now();
  state.later(ms, () => {
    if (server.vm === 'deleted' || server.task !== task) return;
    const now = state.ctx.clock.now();
    Object.assign(server, outcome, {
      task: null,
      updatedAt: now,
      launchedAt: server.launchedAt ?? now,
    });
  });
}
