import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { Freshness } from '@flytower/cloud-common';
import type { RancherSource } from '@flytower/cloud-node/upstream/rancher';
import { clusterIdOf } from '../map/toCluster';
import type { CollectedCluster, RancherCollector } from './RancherCollector';

export interface FoundCluster {
  collector: RancherCollector;
  cluster: CollectedCluster;
}

/** Clusters of all Ranchers, by the portal's own ids. */
export class Clusters {
  constructor(
    readonly collectors: readonly RancherCollector[],
    private readonly freshness: () => Freshness[] = () => [],
  ) {}

  find(id: string): FoundCluster | undefined {
    for (const collector of this.collectors) {
      const prefix = clusterIdOf(collector.source.config.name, '');
      if (!id.startsWith(prefix)) continue;
      const cluster = collector.get(id.slice(prefix.length));
      if (cluster) return { collector, cluster };
    }
    return undefined;
  }

  /** Tells a cluster from those that bear its name later. */
  uidOf(id: string): string | undefined {
    return this.find(id)?.cluster.objects.provisioning.metadata.uid;
  }

  /** Refuses when there is none, and differently when that cannot be said yet. */
  mustFind(id: string): FoundCluster {
    const found = this.find(id);
    if (found) return found;
    this.mustKnow(id);
    throw new NotFoundError(`There is no cluster "${id}" that you may see`);
  }

  /** As `mustFind`, and refuses as well while something of it may be missing only because it has not been read. */
  mustSee(id: string): FoundCluster {
    const found = this.mustFind(id);
    if (!found.collector.isComplete) {
      throw new ServiceUnavailableError(
        `${found.collector.source.config.title} has not been read completely yet, so little can be said of "${id}"; try again`,
      );
    }
    return found;
  }

  /**
   * A cluster as it is now; undefined when there is none. Throws while Rancher cannot be read, as what was known before
   * says nothing of now.
   */
  look(id: string): FoundCluster | undefined {
    const collector = this.of(id);
    const trouble = collector && this.troubleOf(collector);
    if (trouble) throw new ServiceUnavailableError(trouble);
    return this.find(id);
  }

  /** The Rancher of an id and the cluster's name there, whether there is one or not. */
  placeOf(id: string): { source: RancherSource; name: string } | undefined {
    const source = this.of(id)?.source;
    if (!source) return undefined;
    return {
      source,
      name: id.slice(clusterIdOf(source.config.name, '').length),
    };
  }

  /** Why what is known of it may not be so any more, in a sentence. */
  troubleAt(id: string): string | undefined {
    const collector = this.of(id);
    return collector && this.troubleOf(collector);
  }

  private troubleOf({ source, isComplete }: RancherCollector) {
    const { name, title } = source.config;
    const fresh = this.freshness().find(one => one.source === name);
    const why = fresh?.message ? `: ${fresh.message}` : '';
    if (fresh?.state === 'failing') return `${title} cannot be read now${why}`;
    return isComplete ? undefined : `${title} has not been read completely yet`;
  }

  /** Refuses while the Rancher that would have it has not been read. */
  mustKnow(id: string): void {
    const collector = this.of(id);
    if (collector && !collector.isSynced) {
      throw new ServiceUnavailableError(
        `${collector.source.config.title} has not been read yet, so it is not known whether there is a cluster "${id}"`,
      );
    }
  }

  private of(id: string): RancherCollector | undefined {
    return this.collectors.find(({ source }) =>
      id.startsWith(clusterIdOf(source.config.name, '')),
    );
  }
}
