import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { clusterQuerySchema } from '@flytower/cloud-common/clusters';
import type { Project } from '@flytower/cloud-common/projects';
import type { ProjectDirectory } from '@flytower/cloud-node';
import { selectIds } from '@flytower/cloud-node/lists';
import type { TargetSources } from '@flytower/cloud-node/operations';
import type { Clusters } from '../collect/Clusters';
import type {
  ClusterQueryParsed,
  ClustersService,
} from '../service/ClustersService';

/** Where operations of clusters find what they are done to. */
export function clusterTargets(options: {
  clusters: Clusters;
  directory: Pick<ProjectDirectory, 'mustKnow'>;
  service: Pick<ClustersService, 'find'>;
  project(id: string): Promise<Project>;
  /** As the asker sees them. */
  list(
    query: ClusterQueryParsed,
    asker: { credentials: BackstageCredentials },
  ): ReturnType<ClustersService['list']>;
}): TargetSources {
  const { clusters, directory, service, project, list } = options;
  return {
    cluster: {
      async find(id) {
        directory.mustKnow();
        const cluster = service.find(id);
        if (!cluster) {
          clusters.mustKnow(id);
          return undefined;
        }
        const { displayName, entityRef, state, message } = cluster;
        const uid = clusters.uidOf(id);
        return {
          target: { type: 'cluster', id, title: displayName, entityRef, uid },
          access: cluster,
          unhealthy:
            clusters.troubleAt(id) ??
            (state === 'active'
              ? undefined
              : `${displayName}: ${message ?? state}`),
        };
      },
      select: (filters, asker) =>
        selectIds(clusterQuerySchema, filters, query => list(query, asker)),
    },
    project: {
      async find(id) {
        const found = await project(id).catch(whenNotFound);
        return (
          found && {
            target: {
              type: 'project',
              id,
              title: found.name,
              entityRef: found.entityRef,
            },
            access: found,
          }
        );
      },
    },
  };
}

function whenNotFound(error: unknown): undefined {
  const status = (error as { statusCode?: number })?.statusCode;
  if (error instanceof NotFoundError || status === 404) return undefined;
  throw error;
}
