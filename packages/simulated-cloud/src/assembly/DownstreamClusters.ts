import type { BackdatedClock } from '../BackdatedClock';
import { managementIdOf } from '../controllers/rancher/names';
import type { Downstreams } from '../controllers/rancher/RancherCaches';
import type { Flavor } from '../controllers/rancher/types';
import { KubeClient } from '../controllers/runtime';
import { downstreamCrds, platformCrds } from '../kubernetes/crds';
import { KubernetesApi } from '../kubernetes/KubernetesApi';
import type { RancherServer } from '../kubernetes/rancher/RancherServer';
import type { SeedCluster } from '../seeds/clusters';
import { downstreamManifests } from '../seeds/downstreamManifests';

/** The clusters behind Rancher's proxy. Those of the seed are made up when somebody first looks into them. */
export class DownstreamClusters implements Downstreams {
  private readonly apis = new Map<string, KubernetesApi>();
  private readonly versions = new Map<string, string>();

  constructor(
    private readonly server: RancherServer,
    private readonly clock: BackdatedClock,
    private readonly flavors: ReadonlyMap<string, Flavor>,
  ) {}

  add(seed: SeedCluster): void {
    const { name } = seed;
    const id = idOf(name);
    this.versions.set(id, seed.version);
    this.server.addDownstream(id, {
      name,
      open: () => this.seeded(id, seed),
    });
    if (seed.trouble === 'lost-agent') this.server.setConnected(id, false);
  }

  open({ id, name }: { id: string; name: string }): void {
    if (this.versions.has(id)) return;
    this.versions.set(id, '');
    const api = new KubernetesApi({
      name,
      clock: this.clock,
      crds: downstreamCrds,
    });
    this.apis.set(id, api);
    this.server.addDownstream(id, api);
  }

  close(id: string): void {
    this.apis.delete(id);
    this.versions.delete(id);
    this.server.removeDownstream(id);
  }

  setConnected(id: string, connected: boolean): void {
    this.server.setConnected(id, connected);
  }

  setVersion(id: string, version: string): void {
    if (!version || this.versions.get(id) === version) return;
    if (!this.versions.has(id)) return;
    this.versions.set(id, version);
    this.apis.get(id)?.setVersion(version);
  }

  client(id: string): KubeClient {
    return new KubeClient(async request => {
      const api = this.server.downstream(id);
      if (!api) throw new Error(`Rancher knows no cluster ${id}`);
      return api.fetch(request);
    });
  }

  private seeded(id: string, seed: SeedCluster): KubernetesApi {
    const known = this.apis.get(id);
    if (known) return known;
    const api = this.clock.at(seed.createdAt, () => {
      const made = new KubernetesApi({
        name: seed.name,
        clock: this.clock,
        version: this.versions.get(id),
        deprecatedApis: seed.deprecatedApis,
        crds: seed.functions
          ? [...downstreamCrds, ...platformCrds]
          : downstreamCrds,
      });
      made.seed(downstreamManifests(seed, this.flavors));
      return made;
    });
    this.apis.set(id, api);
    return api;
  }
}

/** Rancher's id of a cluster that the company has. */
export function idOf(name: string): string {
  return managementIdOf({ metadata: { name, namespace: 'fleet-default' } });
}
