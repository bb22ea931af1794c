import { ConflictError } from '@backstage/errors';
import type { CloudResource } from '@flytower/cloud-common/projects';
import type { NovaServer } from '@flytower/cloud-node/upstream/openstack';
import { blocks, warns, type Problem } from '@flytower/cloud-node/precheck';
import type { ProjectsDomain } from './ProjectsDomain';

/**
 * What Rancher's machine driver calls the key pair that it makes for each machine: the machine's name and 32 random
 * bytes. It is all that Nova knows of where a server came from.
 */
const isMachineKey = ({ name, key_name: key }: NovaServer) =>
  key?.startsWith(`${name}-`) === true &&
  /^[0-9a-f]{64}$/.test(key.slice(name.length + 1));

/**
 * Whether the server is a machine of a Kubernetes cluster, which has its own ways to go. The cluster would miss it, and
 * Rancher would not know.
 */
export async function againstMachines(
  domain: ProjectsDomain,
  known: CloudResource,
  server: NovaServer,
  severity: Problem['severity'],
): Promise<Problem[]> {
  const say = severity === 'blocks' ? blocks : warns;
  const cluster = await domain.clusterOf({
    name: server.name,
    projectId: known.projectId,
    addresses: addressesOf(server).map(({ addr }) => addr),
  });
  if (cluster) {
    return [
      say(
        `${server.name} is a machine of the cluster ${cluster.name}; use "Replace node" on the cluster, or delete the cluster`,
      ),
    ];
  }
  return isMachineKey(server)
    ? [
        say(
          `Rancher made ${server.name} as a machine of a cluster, as its key pair ${server.key_name} says, and the portal does not know of which; look for it in Rancher`,
        ),
      ]
    : [];
}

const lockOf = ({ id, name, locked_reason: reason }: NovaServer) =>
  `${name} is locked${
    reason ? ` ("${reason}")` : ''
  }; whoever locked it or an administrator of OpenStack may unlock it, with "openstack server unlock ${id}"`;

/** Nova lets administrators do everything with a locked server, and the portal is one: so the portal has to ask. */
export const againstLock = (server: NovaServer): Problem[] =>
  server.locked ? [blocks(lockOf(server))] : [];

/** The same right before something is sent. */
export function requireUnlocked(server: NovaServer): void {
  if (server.locked) throw new ConflictError(lockOf(server));
}

export const addressesOf = ({ addresses }: NovaServer) =>
  Object.values(addresses).flat();
