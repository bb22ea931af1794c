import type { AuthService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { ClusterNode } from '@flytower/cloud-common/clusters';
import type { ClustersService } from '@flytower/cloud-node';
import pLimit from 'p-limit';
import type { ProjectsDomain } from './ProjectsDomain';

/** Asks the door of the clusters which of them has a server as a machine: by its name, or one of its addresses. */
export function clusterLookup(options: {
  clusters: Pick<ClustersService, 'listClusters' | 'getCluster'>;
  auth: AuthService;
}): ProjectsDomain['clusterOf'] {
  const { clusters, auth } = options;
  return async ({ name, projectId, addresses }) => {
    const isMachine = (node: ClusterNode) =>
      node.name === name ||
      (node.address !== undefined && addresses.includes(node.address));
    try {
      const credentials = await auth.getOwnServiceCredentials();
      // a portal without clusters, or a cluster that went meanwhile
      const orNothing = <T>(call: Promise<T>) =>
        call.catch((error: Error) => {
          if (error.name === 'NotFoundError') return undefined;
          throw error;
        });
      const page = await orNothing(
        clusters.listClusters(
          { projectId: [projectId], limit: 500 },
          { credentials },
        ),
      );
      const limit = pLimit(4);
      const found = await Promise.all(
        (page?.items ?? []).map(cluster =>
          limit(async () => {
            const details = await orNothing(
              clusters.getCluster(cluster.id, { credentials }),
            );
            return details?.nodeList.some(isMachine)
              ? { id: cluster.id, name: cluster.name }
              : undefined;
          }),
        ),
      );
      return found.find(Boolean);
    } catch (error) {
      throw new ServiceUnavailableError(
        `It cannot be told at the moment whether ${name} is a machine of a Kubernetes cluster`,
        error,
      );
    }
  };
}
