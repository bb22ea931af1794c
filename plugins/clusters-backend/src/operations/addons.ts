import { InputError, NotFoundError } from '@backstage/errors';
import type { Observation } from '@flytower/cloud-node/operations';
import {
  fleetKinds,
  type AddonConfig,
} from '@flytower/cloud-node/upstream/rancher';
import {
  failureOf,
  managedAddon,
  rolledOutOf,
  type Before,
} from '../addons/before';
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
  follow: {
    clusterId: string;
    addon: string;
    version: string;
  } & Partial<Before>,
): Observation {
  if (!found) return gone(follow.clusterId);
  const { addon: name, version, clusterId } = follow;
  const { before = '', rolledOut = '' } = follow;
  const addon = managedAddon(found, name);
  const isOld = rolledOut !== '' && rolledOut === rolledOutOf(found, name);
  const where = found.cluster.record.displayName;
  const upstream = { clusterId, addon: name, version };
  const step = `${name} ${version} on ${where}`;
  if (addon?.version === version && addon.state === 'ready' && !isOld) {
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
  const failure = failureOf(found, name);
  if (addon?.version === version && failure && failure !== before) {
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
