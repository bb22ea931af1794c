import type { Config } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import { KubernetesClient } from '../kubernetes';
import { RancherSource, rancherKinds, readRancherConfig } from '../rancher';
import { readFunctionPlatforms, type FunctionPlatformConfig } from './config';

/** A cluster that runs functions, and the way to its API. */
export class FunctionPlatform {
  /** Every configured platform. Reaches none of them yet. */
  static fromConfig(config: Config): FunctionPlatform[] {
    const ranchers = new Map(
      readRancherConfig(config).map(rancher => [
        rancher.name,
        new RancherSource(rancher),
      ]),
    );
    return readFunctionPlatforms(config).map(platform => {
      const { target } = platform;
      const rancher = 'rancher' in target ? ranchers.get(target.rancher) : null;
      if (rancher === undefined)
        throw new Error(
          `cloud.functions.platforms: "${platform.name}" names a Rancher that is not in cloud.rancher`,
        );
      return new FunctionPlatform(platform, rancher ?? undefined);
    });
  }

  private constructor(
    readonly config: FunctionPlatformConfig,
    private readonly rancher: RancherSource | undefined,
  ) {}

  /** Finds the API: behind a Rancher, a cluster has to be looked up by its name first. */
  async connect(options?: { signal?: AbortSignal }): Promise<KubernetesClient> {
    const { target, title } = this.config;
    if (!('rancher' in target))
      return KubernetesClient.create({ ...target, system: title });
    if (!this.rancher) throw new NotFoundError(`${title} has no Rancher`);
    const cluster = await this.rancher.management.get(
      rancherKinds.provisioningCluster,
      { namespace: this.rancher.config.namespace, name: target.cluster },
      options,
    );
    const id = cluster.status?.clusterName;
    if (!id)
      throw new NotFoundError(
        `${title}: the cluster "${target.cluster}" has no address yet`,
      );
    return this.rancher.downstream(id);
  }
}
