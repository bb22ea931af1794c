import { InputError, NotFoundError } from '@backstage/errors';
import type { InstalledAddon } from '@flytower/cloud-common/clusters';
import type { Observation } from '@flytower/cloud-node/operations';
import {
  fleetKinds,
  rancherManifests,
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

/**
 * The failure that an add-on has already, from when Fleet was told of something else. What Fleet says of it stands until
 * it takes up what it is told now; clocks of two systems could not tell these apart.
 */
export function failureOf(
  { cluster }: FoundCluster,
  name: string,
): string | undefined {
  const addon = cluster.addons.find(one => one.name === name && one.managed);
  return addon?.state === 'failed'
    ? `${addon.updatedAt} ${addon.message}`
    : undefined;
}

/** What stood before Fleet was told something else, and says nothing of that. Empty: nothing did. */
export interface Before {
  /** By `failureOf`. */
  before: string;
  /** Id of what Fleet had rolled out. */
  rolledOut: string;
}

export function standing(found: FoundCluster, name: string): Before {
  return {
    before: failureOf(found, name) ?? '',
    rolledOut: rolledOutOf(found, name),
  };
}

/** What of it still counts: nothing, unless Fleet was told something new and so will say something new. */
export function outdatedBy(
  stood: Before,
  told: fleetKinds.HelmOp | undefined,
  after: fleetKinds.HelmOp,
): Before {
  return told?.metadata.resourceVersion === after.metadata.resourceVersion
    ? { before: '', rolledOut: '' }
    : stood;
}

function rolledOutOf({ cluster }: FoundCluster, name: string): string {
  const bundle = rancherManifests.helmOpName(cluster.record.name, name);
  const deployment = cluster.objects.deployments.find(
    ({ metadata }) => metadata.labels[fleetKinds.fleetLabels.bundle] === bundle,
  );
  return deployment?.spec.deploymentID ?? '';
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
