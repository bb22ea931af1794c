import { defineOperation } from '@flytower/cloud-node/operations';
import { z } from 'zod';
import {
  blocks,
  computeOf,
  lookAt,
  taskOf,
  warns,
  type ProjectsDomain,
} from './ProjectsDomain';
import { serverId } from './serverField';

/** Deletes a server. */
export const deleteServer = defineOperation<ProjectsDomain>()({
  id: 'delete-server',
  title: 'Delete server',
  description:
    'Deletes a server with its own disk. Volumes that were attached stay, unless they were made to go with it.',
  target: 'server',
  targetField: 'serverId',
  risk: 'destructive',
  idempotent: true,
  bulk: true,
  lock: 'target',
  deadlineMinutes: 15,
  input: z.strictObject({ serverId }),
  examples: [
    {
      description: 'One that nobody needs any more',
      input: { serverId: '6f1c2a34-0000-4000-8000-000000000001' },
    },
  ],
  async precheck({ serverId: id }, { domain }) {
    const { known, compute } = await computeOf(domain, id);
    const server = await lookAt(compute, id);
    if (!server) return [blocks(`${known.name} is not there any more`)];
    const task = taskOf(server);
    return [
      ...(task ? [warns(`${server.name} is busy (${task})`)] : []),
      ...(server.status === 'ACTIVE'
        ? [warns(`${server.name} is running; what runs on it ends`)]
        : []),
      warns(`The disk of ${server.name} and what is on it are lost`),
      ...(known.details.addresses
        ? [warns(`Its addresses are given back: ${known.details.addresses}`)]
        : []),
    ];
  },
  async start({ serverId: id }, { domain }) {
    const { known, compute } = await computeOf(domain, id);
    const server = await lookAt(compute, id);
    if (server && taskOf(server) !== 'deleting') await compute.deleteServer(id);
    return {
      serverId: id,
      name: known.name,
      cloud: known.cloud,
      region: known.region,
    };
  },
  async observe({ serverId: id, name, cloud, region }, { domain }) {
    const client = domain.clients.find(one => one.name === cloud);
    const server = client && (await lookAt(client.region(region).compute, id));
    const upstream = { serverId: id, region };
    if (server) {
      return {
        message: `Nova deletes ${name}`,
        steps: [{ name: 'Delete server', state: 'running' }],
        upstream,
      };
    }
    const outcome = `${name} is deleted.`;
    return {
      message: outcome,
      steps: [{ name: 'Delete server', state: 'done' }],
      upstream,
      settled: 'succeeded',
      outcome,
    };
  },
});
