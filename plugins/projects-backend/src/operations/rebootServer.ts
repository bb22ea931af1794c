import { ConflictError } from '@backstage/errors';
import { defineOperation } from '@flytower/cloud-node/operations';
import type {
  NovaServer,
  RegionClients,
} from '@flytower/cloud-node/upstream/openstack';
import { blocks } from '@flytower/cloud-node/precheck';
import { z } from 'zod';
import { observed } from './observed';
import {
  computeOf,
  follow,
  followOf,
  lookAt,
  taskOf,
  type ProjectsDomain,
} from './ProjectsDomain';
import { againstLock, againstMachines, requireUnlocked } from './serverChecks';
import { serverId } from './serverField';

/** Clocks of the portal and of Nova may differ a little. */
const clockSkewMs = 5_000;

/** States of which a hard reboot makes a running server. */
const fromHard = ['ACTIVE', 'SHUTOFF', 'ERROR', 'PAUSED', 'SUSPENDED'];

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
    const from = type === 'hard' ? fromHard : ['ACTIVE'];
    if (!from.includes(server.status)) {
      return [blocks(instead(server, type), 'type')];
    }
    return [
      ...againstLock(server),
      // first aid for a node that hangs, so it is not kept from anybody
      ...(await againstMachines(domain, known, server, 'warns')),
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
      requireUnlocked(server);
      await compute.act(id, {
        reboot: { type: type === 'hard' ? 'HARD' : 'SOFT' },
      });
    }
    return { ...followOf(known), since: startedAt };
  },
  async observe({ since, ...place }, { domain }) {
    const { compute, server, refresh } = await follow(domain, place);
    const { serverId: id, name, region } = place;
    const upstream = { serverId: id, region };
    if (!server) {
      await refresh();
      return observed(
        'Reboot server',
        'failed',
        `${name} was deleted meanwhile.`,
        upstream,
      );
    }
    const task = taskOf(server);
    const reboot = await rebootSince(compute, id, since);
    const more = reboot
      ? { ...upstream, requestId: reboot.request_id }
      : upstream;
    if (server.status === 'ACTIVE' && !task) {
      await refresh();
      return observed(
        'Reboot server',
        'done',
        `${server.name} has restarted.`,
        more,
      );
    }
    if (server.status === 'ERROR' && !task) {
      await refresh();
      return observed(
        'Reboot server',
        'failed',
        `Nova says that ${server.name} is in error after its restart; look at it with "openstack server show ${id}".`,
        more,
      );
    }
    return observed(
      'Reboot server',
      'running',
      `${server.name} is ${server.status.toLowerCase()}${
        task ? ` (${task})` : ''
      }`,
      more,
    );
  },
});

/** Why it cannot be restarted, and what can be done. */
function instead({ name, status }: NovaServer, type: 'soft' | 'hard'): string {
  const state = `${name} is ${status.toLowerCase()}`;
  if (status === 'SHUTOFF') return `${state}; start it instead`;
  return type === 'soft' && fromHard.includes(status)
    ? `${state}, so it cannot restart itself; a hard reboot can`
    : `${state}, and cannot be restarted from there`;
}

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
