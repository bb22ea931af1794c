import type { Freshness } from '@flytower/cloud-common';
import type {
  Cluster,
  ClusterAnswer,
  ClusterChoices,
} from '@flytower/cloud-common/clusters';
import type { ProjectDirectory } from '@flytower/cloud-node';
import type { AddonConfig } from '@flytower/cloud-node/upstream/rancher';
import type { Clusters } from '../collect/Clusters';
import { nodesOf } from '../collect/downstreamNodes';
import type {
  CollectedCluster,
  RancherCollector,
} from '../collect/RancherCollector';
import { toConditions } from '../map/toConditions';
import { withProject } from '../map/toCluster';
import { listClusters } from './listClusters';
import type {
  ClusterQueryParsed,
  ClustersService,
  ListOptions,
} from './ClustersService';

export interface DefaultClustersServiceOptions {
  clusters: Clusters;
  collectors: readonly RancherCollector[];
  addons: readonly AddonConfig[];
  projects: Pick<ProjectDirectory, 'get' | 'getByName'>;
  freshness(): Freshness[];
}

/** Clusters out of the collectors' snapshots. */
export class DefaultClustersService implements ClustersService {
  constructor(private readonly options: DefaultClustersServiceOptions) {}

  find(id: string): Cluster | undefined {
    const found = this.options.clusters.find(id);
    return found && this.withOwners(found.cluster.record);
  }

  async list(query: ClusterQueryParsed, { narrow }: ListOptions) {
    const clusters = this.options.collectors
      .flatMap(collector => collector.list())
      .map(({ record }) => this.withOwners(record));
    const visible = narrow ? await narrow(clusters) : clusters;
    return listClusters(visible, query, this.options.freshness());
  }

  async get(id: string): Promise<ClusterAnswer> {
    const { collector, cluster } = this.options.clusters.mustFind(id);
    const { record, addons, snapshots, certificates } = cluster;
    return {
      ...this.withOwners(record),
      conditions: toConditions(cluster),
      nodeList: await nodesOf(collector, cluster),
      addons,
      snapshots,
      certificatesExpireAt: certificates?.expireAt,
      links: record.rancherId
        ? [
            {
              title: collector.source.config.title,
              url: collector.source.dashboardUrl(record.rancherId),
            },
          ]
        : [],
      freshness: this.options
        .freshness()
        .filter(one => one.source === record.source),
    };
  }

  async choices(): Promise<ClusterChoices> {
    const { collectors, addons } = this.options;
    const creating = collectors.filter(({ source }) => source.config.openstack);
    return {
      sources: creating.map(({ source: { config } }) => ({
        name: config.name,
        title: config.title,
      })),
      versions: creating.flatMap(({ source, releases }) =>
        releases.all.map(release => ({
          ...release,
          source: source.config.name,
        })),
      ),
      addons: [...addons],
    };
  }

  private withOwners(record: CollectedCluster['record']): Cluster {
    const { projects } = this.options;
    return withProject(
      record,
      projects.get(record.projectId) ?? projects.getByName(record.tenantName),
    );
  }
}
