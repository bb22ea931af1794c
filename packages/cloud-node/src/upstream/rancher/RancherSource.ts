import { z } from 'zod';
import { KubernetesClient } from '../kubernetes';
import type { RancherConfig } from './config';
import { compareVersions, isOffered } from './versions';

const releasesWire = z.object({
  data: z.array(
    z.object({
      version: z.string(),
      minChannelServerVersion: z.string().optional(),
      maxChannelServerVersion: z.string().optional(),
    }),
  ),
});

const rancherVersionWire = z.object({ Version: z.string() });

const settingWire = z.object({
  value: z.string().default(''),
  default: z.string().default(''),
});

/** A version of RKE2 that this Rancher would install. */
export interface Release {
  version: string;
  recommended: boolean;
}

/** One Rancher: its management cluster, and the clusters behind its proxy. */
export class RancherSource {
  readonly management: KubernetesClient;
  private readonly downstreams = new Map<string, KubernetesClient>();

  constructor(readonly config: RancherConfig) {
    this.management = KubernetesClient.create({
      ...config,
      system: config.title,
    });
  }

  /** The API of a cluster that it manages, through its proxy. `id` is Rancher's own (`c-m-…`). */
  downstream(id: string): KubernetesClient {
    const known = this.downstreams.get(id);
    if (known) return known;
    const client = KubernetesClient.create({
      ...this.config,
      url: `${this.config.url}/k8s/clusters/${encodeURIComponent(id)}`,
      system: `${this.config.title} (cluster ${id})`,
    });
    this.downstreams.set(id, client);
    return client;
  }

  /** Where people see the cluster in Rancher's own pages. */
  dashboardUrl(id: string): string {
    return `${this.config.url}/dashboard/c/${encodeURIComponent(id)}/explorer`;
  }

  /** Versions for new clusters and upgrades, newest first. */
  async listReleases(options?: { signal?: AbortSignal }): Promise<Release[]> {
    const [releases, rancher, recommended] = await Promise.all([
      this.management.json('/v1-rke2-release/releases', releasesWire, options),
      this.management.json('/rancherversion', rancherVersionWire, options),
      this.recommendedVersion(options),
    ]);
    const versions = releases.data
      .filter(release =>
        isOffered(rancher.Version, {
          min: release.minChannelServerVersion,
          max: release.maxChannelServerVersion,
        }),
      )
      .map(release => release.version);
    return [...new Set(versions)]
      .sort((a, b) => compareVersions(b, a))
      .map(version => ({ version, recommended: version === recommended }));
  }

  private async recommendedVersion(options?: { signal?: AbortSignal }) {
    const found = await this.management.json(
      '/v3/settings/rke2-default-version',
      settingWire,
      options,
    );
    const version = found.value || found.default;
    return version && !version.startsWith('v') ? `v${version}` : version;
  }
}
