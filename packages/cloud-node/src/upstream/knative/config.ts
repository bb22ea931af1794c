import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** One entry of `cloud.functions.platforms`. */
export interface FunctionPlatformConfig {
  name: string;
  title: string;
  /** Behind a Rancher, or reached directly. */
  target:
    | { rancher: string; cluster: string }
    | { url: string; token?: string; caFile?: string };
  /** Where calls are sent when DNS does not lead to the functions. */
  gateway?: string;
  buildStrategy: string;
  registry: string;
}

/** Reads `cloud.functions.platforms`. */
export function readFunctionPlatforms(
  config: Config,
): FunctionPlatformConfig[] {
  const entries =
    config.getOptionalConfigArray('cloud.functions.platforms') ?? [];
  return entries.map(entry => {
    const name = entry.getString('name');
    return {
      name,
      title: entry.getOptionalString('title') ?? `Functions ${name}`,
      target: readTarget(name, entry),
      gateway: entry.getOptionalString('gateway')?.replace(/\/+$/, ''),
      buildStrategy: entry.getString('buildStrategy'),
      registry: entry.getString('registry').replace(/\/+$/, ''),
    };
  });
}

function readTarget(
  name: string,
  entry: Config,
): FunctionPlatformConfig['target'] {
  const rancher = entry.getOptionalString('rancher');
  if (rancher) return { rancher, cluster: entry.getString('cluster') };
  const url = entry.getOptionalString('url');
  if (!url)
    throw new InputError(
      `cloud.functions.platforms: "${name}" needs "rancher" and "cluster", or "url"`,
    );
  return {
    url,
    token: entry.getOptionalString('token'),
    caFile: entry.getOptionalString('caFile'),
  };
}
