import type { Freshness } from '@flytower/cloud-common';
import type { Cluster } from '@flytower/cloud-common/clusters';
import type { ProjectDirectory } from '@flytower/cloud-node';
import type { Subjects } from '@flytower/cloud-node/findings';
import type { CollectedCluster } from '../collect/RancherCollector';
import { clusterIdOf, withProject } from '../map/toCluster';

/** A cluster as the detectors look at it. */
export interface WatchedCluster
  extends Pick<
    CollectedCluster,
    'machines' | 'addons' | 'snapshots' | 'certificates'
  > {
  cluster: Cluster;
  /** Whether the versions are known that its Rancher offers. */
  knowsReleases: boolean;
  /** What Rancher says of the way to its API, as long as the agent is there. */
  apiTrouble?: string;
}

/** All clusters of all Ranchers, each with its owners. */
export function clusterSubjects(options: {
  collectors: readonly {
    source: { config: { name: string } };
    isComplete: boolean;
    releases: { all: readonly unknown[] };
    list(): CollectedCluster[];
  }[];
  projects: Pick<ProjectDirectory, 'get' | 'getByName'>;
  freshness(): Freshness[];
}): Subjects<WatchedCluster> {
  const { collectors, projects, freshness } = options;
  return {
    list: () =>
      collectors
        .flatMap(collector => {
          const knowsReleases = collector.releases.all.length > 0;
          return collector.list().map(one => ({ ...one, knowsReleases }));
        })
        .filter(({ record }) => record.state !== 'removing')
        .map(collected => ({
          ...collected,
          cluster: withProject(
            collected.record,
            projects.get(collected.record.projectId) ??
              projects.getByName(collected.record.tenantName),
          ),
          apiTrouble: apiTroubleOf(collected),
        })),
    subjectOf: ({ cluster: { id, displayName, entityRef } }) => ({
      type: 'cluster',
      id,
      title: displayName,
      entityRef,
    }),
    accessOf: ({ cluster: { owners, readers, environment } }) => ({
      owners,
      readers,
      environment,
    }),
    isKnown: id => {
      const collector = collectors.find(({ source }) =>
        id.startsWith(clusterIdOf(source.config.name, '')),
      );
      return (
        collector !== undefined &&
        collector.isComplete &&
        freshness().some(
          one =>
            one.source === collector.source.config.name &&
            one.state === 'fresh',
        )
      );
    },
  };
}

function apiTroubleOf({
  management,
  record,
}: CollectedCluster): string | undefined {
  // while it is made or changed, its API comes and goes
  if (!['degraded', 'unknown'].includes(record.state)) return undefined;
  const ready = management?.status?.conditions.find(
    ({ type }) => type === 'Ready',
  );
  return ready?.status === 'False'
    ? ready.message || ready.reason || 'Rancher says that it is not ready'
    : undefined;
}
