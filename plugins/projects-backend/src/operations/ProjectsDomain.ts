import { NotFoundError } from '@backstage/errors';
import type { CloudResource, Project } from '@flytower/cloud-common/projects';
import type { Problem } from '@flytower/cloud-node/operations';
import { upstreamStatus } from '@flytower/cloud-node/upstream/http';
import type {
  NovaServer,
  OpenStackClient,
  RegionClients,
} from '@flytower/cloud-node/upstream/openstack';

/** What the operations of projects and servers work with. */
export interface ProjectsDomain {
  clients: readonly OpenStackClient[];
  findServer(id: string): Promise<CloudResource | undefined>;
  findProject(id: string): Promise<Project | undefined>;
  /** Highest limits that a project may be given, by name; without one there is no ceiling. */
  quotaCeiling: Readonly<Record<string, number>>;
}

export const blocks = (message: string, field?: string): Problem => ({
  severity: 'blocks',
  message,
  ...(field && { field }),
});

export const warns = (message: string, field?: string): Problem => ({
  severity: 'warns',
  message,
  ...(field && { field }),
});

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

export function clientOf({ clients }: ProjectsDomain, cloud: string) {
  const client = clients.find(({ name }) => name === cloud);
  if (!client) {
    throw new NotFoundError(`There is no OpenStack "${cloud}" any more`);
  }
  return client;
}

/** The server as Nova has it now; undefined once it is gone. */
export async function lookAt(
  compute: { getServer(id: string): Promise<NovaServer> },
  id: string,
): Promise<NovaServer | undefined> {
  try {
    const server = await compute.getServer(id);
    return server.status === 'DELETED' ? undefined : server;
  } catch (error) {
    if (error instanceof NotFoundError || upstreamStatus(error) === 404) {
      return undefined;
    }
    throw error;
  }
}

export const taskOf = (server: NovaServer) =>
  server['OS-EXT-STS:task_state'] ?? undefined;
