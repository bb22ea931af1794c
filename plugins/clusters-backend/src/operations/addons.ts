import { InputError, NotFoundError } from '@backstage/errors';
import type { InstalledAddon } from '@flytower/cloud-common/clusters';
import type { Observation } from '@flytower/cloud-node/operations';
import {
  fleetKinds,
  type AddonConfig,
} from '@flytower/cloud-node/upstream/rancher';
import type { FoundCluster } from '../collect/Clusters';
import { gone, type ClustersDomain } from './ClustersDomain';

/** An add-on of the portal's list. */
export function addonOf({ addons }: ClustersDomain, name: string): AddonConfig {
  const addon = addons.find(one => one.name === name);
  if (!addon) {
    throw new InputError(
      `addon: there is no add-on "${name}"; choose one of ${addons
        .map(one => one.name)
        .join(', ')}`,
    );
  }
  return addon;
}

/** An add-on that the portal has put on a cluster; what others installed is theirs. */
export function managedAddon(
  { cluster }: FoundCluster,
  name: string,
): InstalledAddon | undefined {
  return cluster.addons.find(one => one.name === name && one.managed);
}

/** What Fleet was told of it, values included. */
export async function helmOpOf(
  { collector: { source } }: FoundCluster,
  name: string,
  signal: AbortSignal,
): Promise<fleetKinds.HelmOp | undefined> {
  try {
    return await source.management.get(
      fleetKinds.helmOp,
      { namespace: source.config.namespace, name },
      { signal },
    );
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

/** How an add-on stands that is brought to a version. */
export function observeAddon(
  found: FoundCluster | undefined,
  follow: { clusterId: string; addon: string; version: string; since: string },
): Observation {
  if (!found) return gone(follow.clusterId);
  const { addon: name, version, clusterId, since } = follow;
  const addon = found.cluster.addons.find(one => one.name === name);
  const where = found.cluster.record.displayName;
  const upstream = { clusterId, addon: name, version };
  const step = `${name} ${version} on ${where}`;
  if (addon?.version === version && addon.state === 'ready') {
    const outcome = `${name} ${version} is ready on ${where}.`;
    return {
      message: outcome,
      steps: [{ name: step, state: 'done' }],
      upstream,
      settled: 'succeeded',
      outcome,
    };
  }
  const message = addon?.message ?? 'Fleet takes it up';
  // what Fleet said before it was told this is not about this
  const isOurs = (addon?.updatedAt ?? '') >= since;
  if (addon?.version === version && addon.state === 'failed' && isOurs) {
    return {
      message,
      steps: [{ name: step, state: 'failed', message }],
      upstream,
      settled: 'failed',
      outcome: `${name} ${version} failed on ${where}: ${message}. Choose other values or another version, or remove it.`,
    };
  }
  return {
    message,
    steps: [{ name: step, state: 'running', message }],
    upstream,
  };
}
