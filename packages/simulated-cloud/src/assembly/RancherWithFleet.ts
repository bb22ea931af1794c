import { BackdatedClock } from '../BackdatedClock';
import type { CloudContext, CloudPart } from '../context';
import { FleetControllers } from '../controllers/fleet/FleetControllers';
import { NodesController } from '../controllers/nodes/NodesController';
import type { RancherWorld } from '../controllers/rancher/RancherCaches';
import { RancherControllers } from '../controllers/rancher/RancherControllers';
import type { Flavor } from '../controllers/rancher/types';
import { KubeClient } from '../controllers/runtime';
import { managementCrds, RancherServer, rke2Versions } from '../kubernetes';
import { chartRepositories } from '../seeds/charts';
import { addonManifests } from '../seeds/clusterAddons';
import { clusterManifests } from '../seeds/clusterManifests';
import { rancherBasics } from '../seeds/rancherBasics';
import { seedClusters, type SeedCluster } from '../seeds/clusters';
import { localClusterManifests } from '../seeds/localCluster';
import { DownstreamClusters, idOf } from './DownstreamClusters';

/** Rancher with everything that it manages: its API, its controllers, Fleet, and the company's clusters. */
export class RancherWithFleet implements CloudPart {
  readonly server: RancherServer;
  readonly clusters: SeedCluster[];
  private readonly clock: BackdatedClock;
  private readonly downstreams: DownstreamClusters;
  private controllers: CloudPart[] = [];
  private unsubscribe = () => {};

  constructor(
    private readonly context: CloudContext,
    private readonly options: {
      port: number;
      /** What OpenStack has for machines. */
      flavors: ReadonlyMap<string, Flavor>;
    },
  ) {
    this.clock = new BackdatedClock(context.clock);
    this.server = new RancherServer(
      { ...context, urls: context.urls, clock: this.clock },
      { port: options.port, crds: managementCrds },
    );
    this.clusters = seedClusters(context.company, context.clock.now());
    this.downstreams = new DownstreamClusters(
      this.server,
      this.clock,
      options.flavors,
    );
  }

  async start(): Promise<void> {
    this.seed();
    await this.server.start();
    const { context, clusters } = this;
    const client = new KubeClient(request =>
      this.server.management.fetch(request),
    );
    const lostAgents = new Set(
      clusters
        .filter(({ trouble }) => trouble === 'lost-agent')
        .map(({ name }) => name),
    );
    const world: RancherWorld = {
      client,
      clock: context.clock,
      scenarios: context.scenarios,
      downstreams: this.downstreams,
      versions: rke2Versions,
      flavors: this.options.flavors,
      lostAgents,
      log: context.log,
    };
    const rancher = new RancherControllers(world);
    const fleet = new FleetControllers({
      ...world,
      downstream: id => this.downstreams.client(id),
      isConnected: name =>
        !lostAgents.has(name) && !context.scenarios.isOn('agent-lost', name),
      repositories: chartRepositories,
    });
    this.unsubscribe = context.scenarios.onChange(({ name, on }) => {
      if (name === 'agent-lost' && !on) fleet.retry();
    });
    this.controllers = [
      rancher,
      new NodesController(world, rancher.caches),
      fleet,
    ];
    for (const controller of this.controllers) await controller.start();
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    await Promise.all(this.controllers.map(controller => controller.stop()));
    await this.server.stop();
  }

  /** A cluster of the company, as controllers reach it. */
  reach(name: string) {
    const id = idOf(name);
    return {
      client: this.downstreams.client(id),
      api: () => this.server.downstream(id),
      /** Writes objects as if it were that time. */
      seed: (time: number, objects: object[]) =>
        this.clock.at(time, () => this.server.downstream(id)?.seed(objects)),
    };
  }

  private seed() {
    const { management } = this.server;
    const { context } = this;
    const now = context.clock.now();
    this.clock.at(now - 500 * 86_400_000, () =>
      management.seed([
        ...rancherBasics,
        ...localClusterManifests(this.clock.now()),
      ]),
    );
    for (const cluster of this.clusters) {
      this.downstreams.add(cluster);
      this.clock.at(cluster.createdAt, () =>
        management.seed([
          ...clusterManifests(cluster, {
            flavors: this.options.flavors,
            authUrl: `${context.urls.keystone}/v3`,
            now,
          }),
          ...addonManifests(cluster),
        ]),
      );
    }
  }
}
