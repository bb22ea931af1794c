import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { clusterIdOf } from '../map/toCluster';
import type { CollectedCluster, RancherCollector } from './RancherCollector';

export interface FoundCluster {
  collector: RancherCollector;
  cluster: CollectedCluster;
}

/** Clusters of all Ranchers, by the portal's own ids. */
export class Clusters {
  constructor(readonly collectors: readonly RancherCollector[]) {}

  find(id: string): FoundCluster | undefined {
    for (const collector of this.collectors) {
      const prefix = clusterIdOf(collector.source.config.name, '');
      if (!id.startsWith(prefix)) continue;
      const cluster = collector.get(id.slice(prefix.length));
      if (cluster) return { collector, cluster };
    }
    return undefined;
  }

  /** Refuses when there is none, and differently when that cannot be said yet. */
  mustFind(id: string): FoundCluster {
    const found = this.find(id);
    if (found) return found;
    this.mustKnow(id);
    throw new NotFoundError(`There is no cluster "${id}" that you may see`);
  }

  /** Refuses while the Rancher that would have it has not been read. */
  mustKnow(id: string): void {
    const collector = this.collectors.find(({ source }) =>
      id.startsWith(clusterIdOf(source.config.name, '')),
    );
    if (collector && !collector.isSynced) {
      throw new ServiceUnavailableError(
        `${collector.source.config.title} has not been read yet, so it is not known whether there is a cluster "${id}"`,
      );
    }
  }
}
