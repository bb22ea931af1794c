import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { clusterQuerySchema } from '@flytower/cloud-common/clusters';
import type { Project } from '@flytower/cloud-common/projects';
import { parseInput } from '@flytower/cloud-node';
import type { TargetSources } from '@flytower/cloud-node/operations';
import type { Clusters } from '../collect/Clusters';
import type {
  ClusterQueryParsed,
  ClustersService,
} from '../service/ClustersService';

/** Most targets that an operation over many may have. */
const most = 1_000;
const pageSize = 500;

/** Where operations of clusters find what they are done to. */
export function clusterTargets(options: {
  clusters: Clusters;
  service: Pick<ClustersService, 'find'>;
  project(id: string): Promise<Project>;
  /** As the asker sees them. */
  list(
    query: ClusterQueryParsed,
    asker: { credentials: BackstageCredentials },
  ): ReturnType<ClustersService['list']>;
}): TargetSources {
  const { clusters, service, project, list } = options;
  return {
    cluster: {
      async find(id) {
        const cluster = service.find(id);
        if (!cluster) {
          clusters.mustKnow(id);
          return undefined;
        }
        const { displayName, entityRef, state, message } = cluster;
        return {
          target: { type: 'cluster', id, title: displayName, entityRef },
          access: cluster,
          ...(state !== 'active' && {
            unhealthy: `${displayName}: ${message ?? state}`,
          }),
        };
      },
      async select(filters, asker) {
        const query = parseInput(clusterQuerySchema, {
          ...filters,
          limit: pageSize,
        });
        const ids: string[] = [];
        while (ids.length < most) {
          const page = await list({ ...query, offset: ids.length }, asker);
          ids.push(...page.items.map(({ id }) => id));
          if (page.items.length === 0 || ids.length >= page.total) break;
        }
        return ids;
      },
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
