import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Freshness, Precheck } from '@flytower/cloud-common';
import type {
  Cluster,
  ClusterAnswer,
  ClusterChoices,
  InstalledAddon,
} from '@flytower/cloud-common/clusters';
import type { ProjectDirectory } from '@flytower/cloud-node';
import type { AddonConfig } from '@flytower/cloud-node/upstream/rancher';
import { addonProblems, installAddon } from '../addons/installAddon';
import type { Clusters } from '../collect/Clusters';
import { nodesOf } from '../collect/downstreamNodes';
import type {
  CollectedCluster,
  RancherCollector,
} from '../collect/RancherCollector';
import type { ClusterCreator, ProjectDoor } from '../create/ClusterCreator';
import type { ClusterRequest } from '../create/clusterPlan';
import { toAddon } from '../map/toAddons';
import { toConditions } from '../map/toConditions';
import { withProject } from '../map/toCluster';
import { listClusters } from './listClusters';
import type {
  AddonRequest,
  AskedBy,
  ChangeOptions,
  ClusterQueryParsed,
  ClustersService,
  ListOptions,
} from './ClustersService';

export interface DefaultClustersServiceOptions {
  clusters: Clusters;
  collectors: readonly RancherCollector[];
  creator: ClusterCreator;
  addons: readonly AddonConfig[];
  projects: Pick<ProjectDirectory, 'get' | 'getByName'>;
  /** The projects door, as the person who asks. */
  projectsAs(asker: AskedBy): ProjectDoor;
  freshness(): Freshness[];
}

const portal = 'the portal';

/** Clusters out of the collectors' snapshots; what is written goes to Rancher at once. */
export class DefaultClustersService implements ClustersService {
  private readonly creator: ClusterCreator;

  constructor(private readonly options: DefaultClustersServiceOptions) {
    this.creator = options.creator;
  }

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

  precheck(input: ClusterRequest, asker: AskedBy): Promise<Precheck> {
    return this.creator.precheck(input, this.options.projectsAs(asker));
  }

  async create(input: ClusterRequest, asker: ChangeOptions): Promise<Cluster> {
    const record = await this.creator.create(input, {
      projects: this.options.projectsAs(asker),
      requester: asker.requester ?? portal,
    });
    return this.withOwners(record);
  }

  async precheckAddon(id: string, input: AddonRequest): Promise<Precheck> {
    return {
      problems: this.addonProblems(
        this.options.clusters.mustFind(id).cluster,
        input,
      ),
    };
  }

  async installAddon(
    id: string,
    input: AddonRequest,
    { requester = portal }: ChangeOptions,
  ): Promise<InstalledAddon> {
    const { collector, cluster } = this.options.clusters.mustFind(id);
    const addon = this.addonOf(input);
    const blocking = this.addonProblems(cluster, input).filter(
      problem => problem.severity === 'blocks',
    );
    if (!addon || blocking.length > 0) {
      throw new InputError(
        blocking
          .map(({ field, message }) =>
            field ? `${field}: ${message}` : message,
          )
          .join('; '),
      );
    }
    const helmOp = await installAddon({
      source: collector.source,
      cluster: cluster.record,
      addon,
      version: input.version ?? addon.versions[0],
      values: input.values as JsonObject,
      requester,
    });
    const known = cluster.addons.find(one => one.name === addon.name);
    const installed = toAddon(helmOp, undefined, [addon]);
    return known?.version === installed.version ? known : installed;
  }

  private addonProblems(cluster: CollectedCluster, input: AddonRequest) {
    return addonProblems({
      input,
      addon: this.addonOf(input),
      cluster: cluster.record,
      installed: cluster.addons,
    });
  }

  private addonOf(input: AddonRequest): AddonConfig | undefined {
    return this.options.addons.find(addon => addon.name === input.addon);
  }

  private withOwners(record: CollectedCluster['record']): Cluster {
    const { projects } = this.options;
    return withProject(
      record,
      projects.get(record.projectId) ?? projects.getByName(record.tenantName),
    );
  }
}
