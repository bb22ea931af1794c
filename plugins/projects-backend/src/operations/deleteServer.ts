import { ServiceUnavailableError } from '@backstage/errors';
import type { CloudResource } from '@flytower/cloud-common/projects';
import { defineOperation } from '@flytower/cloud-node/operations';
import { blocks, warns, type Problem } from '@flytower/cloud-node/precheck';
import type { NovaServer } from '@flytower/cloud-node/upstream/openstack';
import { z } from 'zod';
import { observed } from './observed';
import {
  clientOf,
  computeOf,
  follow,
  followOf,
  isGone,
  lookAt,
  taskOf,
  type ProjectsDomain,
  type ServerFollow,
} from './ProjectsDomain';
import {
  addressesOf,
  againstLock,
  againstMachines,
  requireUnlocked,
} from './serverChecks';
import { serverId } from './serverField';

/** What a run remembers; of a server that was gone when it was started again, little is known. */
type DeletedServer =
  | (ServerFollow & { volumes: string[] })
  | { serverId: string; gone: true };

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
    if (task === 'deleting') {
      return [blocks(`${server.name} is being deleted already`)];
    }
    return [
      ...againstLock(server),
      ...(await againstMachines(domain, known, server, 'blocks')),
      ...(task ? [warns(`${server.name} is busy (${task})`)] : []),
      warns(
        server.status === 'ACTIVE'
          ? `${server.name} is running; what runs on it ends`
          : `${server.name} is ${server.status.toLowerCase()}`,
      ),
      ...(await whatGoes(domain, known, server)),
    ];
  },
  async start({ serverId: id }, { domain }): Promise<DeletedServer> {
    if (await isGoneEverywhere(domain, id)) return { serverId: id, gone: true };
    const { known, compute } = await computeOf(domain, id);
    const server = await lookAt(compute, id);
    if (server && taskOf(server) !== 'deleting') {
      requireUnlocked(server);
      await compute.deleteServer(id);
    }
    return {
      ...followOf(known),
      volumes: server ? volumesOf(server).map(volume => volume.id) : [],
    };
  },
  async observe(follows: DeletedServer, { domain }) {
    if ('gone' in follows) {
      return observed(
        'Delete server',
        'done',
        `No OpenStack has the server ${follows.serverId} any more.`,
        { serverId: follows.serverId },
      );
    }
    const { volumes, ...place } = follows;
    const { server, refresh } = await follow(domain, place);
    const { serverId: id, name, region } = place;
    const upstream = { serverId: id, region };
    if (server?.status === 'ERROR' && !taskOf(server)) {
      await refresh();
      return observed(
        'Delete server',
        'failed',
        `Nova could not delete ${name}, which is in error; look at it with "openstack server show ${id}".`,
        upstream,
      );
    }
    if (server) {
      return observed(
        'Delete server',
        'running',
        `Nova deletes ${name}`,
        upstream,
      );
    }
    await refresh();
    await refreshVolumes(domain, place, volumes);
    return observed('Delete server', 'done', `${name} is deleted.`, upstream);
  },
});

/**
 * Whether a server that was there when the run began is known to nobody any more: an attempt before this one has deleted
 * it, or somebody else has.
 */
async function isGoneEverywhere(
  domain: ProjectsDomain,
  id: string,
): Promise<boolean> {
  if (await domain.findServer(id)) return false;
  for (const client of domain.clients) {
    for (const region of await client.regions()) {
      if (!(await client.has('compute', region))) continue;
      if (!(await lookAt(client.region(region).compute, id))) continue;
      throw new ServiceUnavailableError(
        `Nova in ${region} has the server ${id}, and the portal has not read it yet`,
      );
    }
  }
  return true;
}

const volumesOf = (server: NovaServer) =>
  server['os-extended-volumes:volumes_attached'];

/** Names what is lost with a server, and what is left behind. */
async function whatGoes(
  domain: ProjectsDomain,
  known: CloudResource,
  server: NovaServer,
): Promise<Problem[]> {
  const volumes = await Promise.all(
    volumesOf(server).map(
      async ({ id, delete_on_termination: goes }) =>
        ({ goes, name: await volumeName(domain, known, id) } as const),
    ),
  );
  const namesWhere = (goes: boolean) =>
    volumes
      .filter(volume => volume.goes === goes)
      .map(({ name }) => name)
      .join(', ');
  const addresses = (type: 'fixed' | 'floating') =>
    addressesOf(server)
      .filter(address => address['OS-EXT-IPS:type'] === type)
      .map(({ addr }) => addr)
      .join(', ');
  const [gone, left] = [namesWhere(true), namesWhere(false)];
  const [fixed, floating] = [addresses('fixed'), addresses('floating')];
  return [
    ...(server.image === ''
      ? []
      : [warns(`The disk of ${server.name} and what is on it are lost`)]),
    ...(gone ? [warns(`Volumes are deleted with it: ${gone}`)] : []),
    ...(left ? [warns(`Volumes stay, attached to nothing: ${left}`)] : []),
    ...(fixed
      ? [
          warns(
            `Its ports go and their addresses are given back: ${fixed}. A port that was made before the server stays`,
          ),
        ]
      : []),
    ...(floating
      ? [
          warns(
            `Floating IPs stay with the project, lead nowhere and count in its quota: ${floating}`,
          ),
        ]
      : []),
  ];
}

/** As people know a volume; by its id when Cinder does not say. */
async function volumeName(
  domain: ProjectsDomain,
  { cloud, region }: CloudResource,
  id: string,
): Promise<string> {
  try {
    const { name, size } = await clientOf(domain, cloud)
      .region(region)
      .blockStorage.getVolume(id);
    return `${name || id} (${size} GiB)`;
  } catch {
    return id;
  }
}

/** What was attached is gone now, or free. That is for the eyes only, so it may fail. */
async function refreshVolumes(
  domain: ProjectsDomain,
  place: ServerFollow,
  ids: string[],
): Promise<void> {
  const { blockStorage } = clientOf(domain, place.cloud).region(place.region);
  await Promise.all(
    ids.map(async id => {
      try {
        await domain.refresh.volume(
          place,
          id,
          await blockStorage.getVolume(id),
        );
      } catch (error) {
        if (isGone(error)) await domain.refresh.volume(place, id, undefined);
      }
    }),
  );
}
