import { NotFoundError } from '@backstage/errors';
import type { CloudResource, Project } from '@flytower/cloud-common/projects';
import { upstreamStatus } from '@flytower/cloud-node/upstream/http';
import type {
  NovaServer,
  OpenStackClient,
  RegionClients,
} from '@flytower/cloud-node/upstream/openstack';
import type { RowRefresher } from '../collect/RowRefresher';
import type { HeldRemovals } from '../store/HeldRemovals';

/** What the operations of projects and servers work with. */
export interface ProjectsDomain {
  clients: readonly OpenStackClient[];
  findServer(id: string): Promise<CloudResource | undefined>;
  findProject(id: string): Promise<Project | undefined>;
  /** Highest limits that a project may be given, by name. */
  quotaCeiling: Readonly<Record<string, number>>;
  /** Whether somebody may raise a limit that has no ceiling. */
  mayExceedQuota(userRef: string): Promise<boolean>;
  /** The Kubernetes cluster that a server is a machine of. Throws when that cannot be told. */
  clusterOf(server: {
    name: string;
    projectId: string;
    addresses: string[];
  }): Promise<{ id: string; name: string } | undefined>;
  /** What is missing from what sources answer, and kept. */
  removals: Pick<HeldRemovals, 'find' | 'sources' | 'held' | 'accept' | 'left'>;
  /** Takes what was seen upstream into the portal's own rows. */
  refresh: Pick<RowRefresher, 'server' | 'volume' | 'quota'>;
}

/** Nova in the region of a server. */
export async function computeOf(
  domain: ProjectsDomain,
  serverId: string,
): Promise<{ known: CloudResource; compute: RegionClients['compute'] }> {
  const known = await domain.findServer(serverId);
  if (!known) {
    throw new NotFoundError(
      `There is no server "${serverId}" that you may see`,
    );
  }
  return {
    known,
    compute: clientOf(domain, known.cloud).region(known.region).compute,
  };
}

/** What a run remembers of its server, which may be gone from the portal's rows before it ends. */
export type ServerFollow = {
  serverId: string;
  name: string;
  cloud: string;
  region: string;
};

export const followOf = ({
  id,
  name,
  cloud,
  region,
}: CloudResource): ServerFollow => ({ serverId: id, name, cloud, region });

/** How a server stands now; the portal's own row of it is refreshed with `refresh`. */
export async function follow(
  domain: ProjectsDomain,
  place: ServerFollow,
): Promise<{
  compute: RegionClients['compute'];
  server: NovaServer | undefined;
  refresh: () => Promise<void>;
}> {
  const { compute } = clientOf(domain, place.cloud).region(place.region);
  const server = await lookAt(compute, place.serverId);
  const refresh = () => domain.refresh.server(place, place.serverId, server);
  return { compute, server, refresh };
}

export function clientOf({ clients }: ProjectsDomain, cloud: string) {
  const client = clients.find(({ name }) => name === cloud);
  if (!client) {
    throw new NotFoundError(`There is no OpenStack "${cloud}" any more`);
  }
  return client;
}

/** Nova may keep what was deleted for a while, to be brought back by an administrator. */
const goneStates = ['DELETED', 'SOFT_DELETED'];

/** The server as Nova has it now; undefined once it is gone. */
export async function lookAt(
  compute: { getServer(id: string): Promise<NovaServer> },
  id: string,
): Promise<NovaServer | undefined> {
  try {
    const server = await compute.getServer(id);
    return goneStates.includes(server.status) ? undefined : server;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

export const isGone = (error: unknown) =>
  error instanceof NotFoundError || upstreamStatus(error) === 404;

export const taskOf = (server: NovaServer) =>
  server['OS-EXT-STS:task_state'] ?? undefined;
