import type { AddonConfig } from '@flytower/cloud-node/upstream/rancher';
import { blocks, warns, type Problem } from '@flytower/cloud-node/precheck';
import type { Clusters, FoundCluster } from '../collect/Clusters';
import type { ClusterCreator, ProjectDoor } from '../create/ClusterCreator';

/** What the operations of clusters work with. */
export interface ClustersDomain {
  clusters: Clusters;
  creator: ClusterCreator;
  addons: readonly AddonConfig[];
  projects: ProjectDoor;
  /** Ids of clusters that functions run on. */
  platforms: ReadonlySet<string>;
}

/** What stands against changing a cluster, whatever the change is. */
export function problemsOf({ cluster }: FoundCluster): Problem[] {
  const { state, displayName, message } = cluster.record;
  switch (state) {
    case 'removing':
      return [blocks(`${displayName} is being deleted`)];
    case 'provisioning':
      return [blocks(`${displayName} is still being made; wait until it is`)];
    case 'agent-lost':
      return [
        blocks(
          `Rancher has lost the connection to ${displayName}, so nothing would reach it; bring its agent back first`,
        ),
      ];
    case 'updating':
      return [
        warns(
          `${displayName} is being changed already${
            message ? ` (${message})` : ''
          }; this is added to it`,
        ),
      ];
    case 'failed':
    case 'degraded':
      return [
        warns(`${displayName} is not well${message ? `: ${message}` : ''}`),
      ];
    default:
      return [];
  }
}

/** True of what Rancher makes and keeps by itself. Others it only knows: they were imported. */
export const isMadeByRancher = ({ cluster: { objects } }: FoundCluster) =>
  objects.provisioning.spec.rkeConfig !== undefined;

/** As `problemsOf`, for what is changed where Rancher keeps how it makes a cluster. */
export function problemsOfMaking(found: FoundCluster): Problem[] {
  if (isMadeByRancher(found)) return problemsOf(found);
  const { displayName } = found.cluster.record;
  return [
    blocks(
      `${displayName} was imported into Rancher, which did not make it; do this where it was made`,
    ),
  ];
}

/** A cluster that went away under an operation that needs it. */
export const gone = (clusterId: string) => ({
  message: `${clusterId} is not there any more`,
  steps: [],
  settled: 'failed' as const,
  outcome: `${clusterId} was deleted meanwhile; there is nothing left to do.`,
});

/** `2 of 3` */
export const outOf = (some: number, all: number) => `${some} of ${all}`;
