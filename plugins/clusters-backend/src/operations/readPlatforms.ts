import type { Config } from '@backstage/config';
import { clusterIdOf } from '../map/toCluster';

/** Ids of the clusters that functions run on, by `cloud.functions.platforms`. */
export function readPlatforms(config: Config): ReadonlySet<string> {
  const platforms =
    config.getOptionalConfigArray('cloud.functions.platforms') ?? [];
  return new Set(
    platforms.flatMap(platform => {
      const rancher = platform.getOptionalString('rancher');
      const cluster = platform.getOptionalString('cluster');
      return rancher && cluster ? [clusterIdOf(rancher, cluster)] : [];
    }),
  );
}
