import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import type { OperationSpec } from '@flytower/cloud-node/operations';
import { defineOperation } from '@flytower/cloud-node/operations';
import { blocks, type Problem } from '@flytower/cloud-node/precheck';
import { z } from 'zod';
import { observed } from './observed';
import {
  computeOf,
  follow,
  followOf,
  lookAt,
  taskOf,
  type ProjectsDomain,
  type ServerFollow,
} from './ProjectsDomain';
import { againstLock, againstMachines, requireUnlocked } from './serverChecks';
import { serverId } from './serverField';

const input = z.strictObject({ serverId });

/** Switching a server on or off: both bring it to a state, whatever it was before. */
export function powerOperation(
  words: Pick<
    OperationSpec<ProjectsDomain, typeof input, ServerFollow>,
    'id' | 'title' | 'description' | 'risk'
  > & {
    action: { 'os-start': null } | { 'os-stop': null };
    /** What a cluster is to which it is done behind its back. */
    machines?: Problem['severity'];
    /** Nova's status from which it goes, and to which. */
    from: readonly string[];
    to: string;
    done: string;
  },
) {
  const { action, machines, from, to, done, ...spec } = words;
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
      if (!from.includes(server.status)) {
        return [
          blocks(
            `${
              server.name
            } is ${server.status.toLowerCase()}, and only a server that is ${from
              .join(' or ')
              .toLowerCase()} can be brought to ${to.toLowerCase()}`,
          ),
        ];
      }
      return [
        ...againstLock(server),
        ...(machines
          ? await againstMachines(domain, known, server, machines)
          : []),
      ];
    },
    async start({ serverId: id }, { domain }) {
      const { known, compute } = await computeOf(domain, id);
      const server = await lookAt(compute, id);
      if (!server)
        throw new ConflictError(`${known.name} is not there any more`);
      const task = taskOf(server);
      const own = 'os-start' in action ? 'powering-on' : 'powering-off';
      // on its way or there already: an attempt before this one has sent it
      if (task !== own && server.status !== to) {
        if (task)
          throw new ServiceUnavailableError(
            `${server.name} is busy (${task}); it waits until that is over`,
          );
        requireUnlocked(server);
        await compute.act(id, action);
      }
      return followOf(known);
    },
    async observe(place, { domain }) {
      const { server, refresh } = await follow(domain, place);
      const { serverId: id, name, region } = place;
      const upstream = { serverId: id, region };
      if (!server) {
        await refresh();
        return observed(
          spec.title,
          'failed',
          `${name} was deleted meanwhile.`,
          upstream,
        );
      }
      const task = taskOf(server);
      if (server.status === to && !task) {
        await refresh();
        return observed(
          spec.title,
          'done',
          `${server.name} ${done}.`,
          upstream,
        );
      }
      if (server.status === 'ERROR' && !task) {
        await refresh();
        return observed(
          spec.title,
          'failed',
          `Nova says that ${server.name} is in error; look at it with "openstack server show ${id}".`,
          upstream,
        );
      }
      return observed(
        spec.title,
        'running',
        `${server.name} is ${server.status.toLowerCase()}${
          task ? ` (${task})` : ''
        }`,
        upstream,
      );
    },
  });
}
