import { ConflictError } from '@backstage/errors';
import type { OperationSpec } from '@flytower/cloud-node/operations';
import { defineOperation } from '@flytower/cloud-node/operations';
import { z } from 'zod';
import {
  blocks,
  computeOf,
  lookAt,
  taskOf,
  type ProjectsDomain,
} from './ProjectsDomain';
import { serverId } from './serverField';

const input = z.strictObject({ serverId });

/** Switching a server on or off: both bring it to a state, whatever it was before. */
export function powerOperation(
  words: Pick<
    OperationSpec<ProjectsDomain, typeof input, { serverId: string }>,
    'id' | 'title' | 'description' | 'risk'
  > & {
    action: { 'os-start': null } | { 'os-stop': null };
    /** Nova's status from which it goes, and to which. */
    from: readonly string[];
    to: string;
    done: string;
  },
) {
  const { action, from, to, done, ...spec } = words;
  return defineOperation<ProjectsDomain>()({
    ...spec,
    target: 'server',
    targetField: 'serverId',
    idempotent: true,
    bulk: true,
    lock: 'target',
    deadlineMinutes: 15,
    input,
    examples: [
      {
        description: spec.title,
        input: { serverId: '6f1c2a34-0000-4000-8000-000000000001' },
      },
    ],
    async precheck({ serverId: id }, { domain }) {
      const { known, compute } = await computeOf(domain, id);
      const server = await lookAt(compute, id);
      if (!server) return [blocks(`${known.name} is not there any more`)];
      const task = taskOf(server);
      if (task)
        return [
          blocks(`${server.name} is busy (${task}); wait until it is not`),
        ];
      if (server.status === to) {
        return [blocks(`${server.name} is ${to.toLowerCase()} already`)];
      }
      return from.includes(server.status)
        ? []
        : [
            blocks(
              `${
                server.name
              } is ${server.status.toLowerCase()}, and only a server that is ${from
                .join(' or ')
                .toLowerCase()} can be brought to ${to.toLowerCase()}`,
            ),
          ];
    },
    async start({ serverId: id }, { domain }) {
      const { known, compute } = await computeOf(domain, id);
      const server = await lookAt(compute, id);
      if (!server)
        throw new ConflictError(`${known.name} is not there any more`);
      // on its way or there already: an attempt before this one has sent it
      if (server.status !== to && !taskOf(server))
        await compute.act(id, action);
      return { serverId: id };
    },
    async observe({ serverId: id }, { domain }) {
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
      if (server.status === to && !task) {
        const outcome = `${server.name} ${done}.`;
        return {
          message: outcome,
          steps: [{ name: spec.title, state: 'done' }],
          upstream,
          settled: 'succeeded',
          outcome,
        };
      }
      if (server.status === 'ERROR') {
        const outcome = `Nova says that ${server.name} is in error; look at it with "openstack server show ${id}".`;
        return {
          message: outcome,
          steps: [{ name: spec.title, state: 'failed' }],
          upstream,
          settled: 'failed',
          outcome,
        };
      }
      const message = `${server.name} is ${server.status.toLowerCase()}${
        task ? ` (${task})` : ''
      }`;
      return {
        message,
        steps: [{ name: spec.title, state: 'running', message }],
        upstream,
      };
    },
  });
}
