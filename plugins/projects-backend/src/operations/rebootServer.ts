import { ConflictError } from '@backstage/errors';
import { defineOperation } from '@flytower/cloud-node/operations';
import type { RegionClients } from '@flytower/cloud-node/upstream/openstack';
import { z } from 'zod';
import {
  blocks,
  computeOf,
  lookAt,
  taskOf,
  type ProjectsDomain,
} from './ProjectsDomain';
import { serverId } from './serverField';

/** Clocks of the portal and of Nova may differ a little. */
const clockSkewMs = 5_000;

/** Restarts a server. */
export const rebootServer = defineOperation<ProjectsDomain>()({
  id: 'reboot-server',
  title: 'Reboot server',
  description:
    'Restarts a server: softly, as it would restart itself, or hard, as pulling its plug would.',
  target: 'server',
  targetField: 'serverId',
  risk: 'disruptive',
  idempotent: false,
  bulk: true,
  lock: 'target',
  deadlineMinutes: 20,
  input: z.strictObject({
    serverId,
    type: z
      .enum(['soft', 'hard'])
      .default('soft')
      .describe('How it is restarted'),
  }),
  examples: [
    {
      description: 'One that hangs',
      input: {
        serverId: '6f1c2a34-0000-4000-8000-000000000001',
        type: 'hard',
      },
    },
  ],
  async precheck({ serverId: id, type }, { domain }) {
    const { known, compute } = await computeOf(domain, id);
    const server = await lookAt(compute, id);
    if (!server) return [blocks(`${known.name} is not there any more`)];
    const task = taskOf(server);
    if (task)
      return [blocks(`${server.name} is busy (${task}); wait until it is not`)];
    const from =
      type === 'hard'
        ? ['ACTIVE', 'SHUTOFF', 'ERROR', 'PAUSED', 'SUSPENDED']
        : ['ACTIVE'];
    return from.includes(server.status)
      ? []
      : [
          blocks(
            `${
              server.name
            } is ${server.status.toLowerCase()}; start it instead`,
            'type',
          ),
        ];
  },
  async start({ serverId: id, type }, { domain, startedAt }) {
    const { known, compute } = await computeOf(domain, id);
    const server = await lookAt(compute, id);
    if (!server) throw new ConflictError(`${known.name} is not there any more`);
    // Nova keeps a record of it: an attempt before this one has sent it, and it may be over already
    const isSent =
      taskOf(server)?.startsWith('reboot') ||
      (await rebootSince(compute, id, startedAt)) !== undefined;
    if (!isSent) {
      await compute.act(id, {
        reboot: { type: type === 'hard' ? 'HARD' : 'SOFT' },
      });
    }
    return { serverId: id, since: startedAt };
  },
  async observe({ serverId: id, since }, { domain }) {
    const { known, compute } = await computeOf(domain, id);
    const server = await lookAt(compute, id);
    const upstream = { serverId: id, region: known.region };
    if (!server) {
      const outcome = `${known.name} was deleted meanwhile.`;
      return {
        message: outcome,
        steps: [],
        upstream,
        settled: 'failed',
        outcome,
      };
    }
    const task = taskOf(server);
    const reboot = await rebootSince(compute, id, since);
    const more = reboot
      ? { ...upstream, requestId: reboot.request_id }
      : upstream;
    if (server.status === 'ACTIVE' && !task) {
      const outcome = `${server.name} has restarted.`;
      return {
        message: outcome,
        steps: [{ name: 'Reboot server', state: 'done' }],
        upstream: more,
        settled: 'succeeded',
        outcome,
      };
    }
    if (server.status === 'ERROR' && !task) {
      const outcome = `Nova says that ${server.name} is in error after its restart; look at it with "openstack server show ${id}".`;
      return {
        message: outcome,
        steps: [{ name: 'Reboot server', state: 'failed' }],
        upstream: more,
        settled: 'failed',
        outcome,
      };
    }
    const message = `${server.name} is ${server.status.toLowerCase()}${
      task ? ` (${task})` : ''
    }`;
    return {
      message,
      steps: [{ name: 'Reboot server', state: 'running', message }],
      upstream: more,
    };
  },
});

/** What Nova recorded of the newest reboot since then. */
async function rebootSince(
  compute: Pick<RegionClients['compute'], 'listActions'>,
  id: string,
  since: string,
) {
  const earliest = Date.parse(since) - clockSkewMs;
  return (await compute.listActions(id)).find(
    ({ action, start_time: at }) =>
      action === 'reboot' && at !== undefined && Date.parse(at) >= earliest,
  );
}
