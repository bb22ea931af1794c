import type { InstalledAddon } from '@flytower/cloud-common/clusters';
import {
  fleetKinds,
  rancherManifests,
} from '@flytower/cloud-node/upstream/rancher';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FoundCluster } from '../collect/Clusters';

const beforeSchema = z.object({
  /** By `failureOf`. */
  before: z.string(),
  /** Id of what Fleet had rolled out. */
  rolledOut: z.string(),
});

/** What stood before Fleet was told something else, and says nothing of that. */
export type Before = z.infer<typeof beforeSchema>;

/** Fleet was told nothing new, so what it says counts. */
export const nothingBefore: Before = { before: '', rolledOut: '' };

/** An add-on that the portal has put on a cluster; what others installed is theirs. */
export function managedAddon(
  { cluster }: FoundCluster,
  name: string,
): InstalledAddon | undefined {
  return cluster.addons.find(one => one.name === name && one.managed);
}

/** What stands at the moment. */
export function standing(found: FoundCluster, name: string): Before {
  return {
    before: failureOf(found, name) ?? '',
    rolledOut: rolledOutOf(found, name),
  };
}

/**
 * Tells the failure that an add-on has from later ones. What Fleet says of it stands until it takes up what it is told
 * now; clocks of two systems could not tell these apart.
 */
export function failureOf(
  found: FoundCluster,
  name: string,
): string | undefined {
  const addon = managedAddon(found, name);
  if (addon?.state !== 'failed') return undefined;
  const { updatedAt, message } = addon;
  return createHash('sha256').update(`${updatedAt} ${message}`).digest('hex');
}

export function rolledOutOf({ cluster }: FoundCluster, name: string): string {
  const bundle = rancherManifests.helmOpName(cluster.record.name, name);
  const deployment = cluster.objects.deployments.find(
    ({ metadata }) => metadata.labels[fleetKinds.fleetLabels.bundle] === bundle,
  );
  return deployment?.spec.deploymentID ?? '';
}

const { operationAnnotation } = rancherManifests;
const beforeAnnotation = `${operationAnnotation}.before`;

/** Annotations by which a repeated attempt of a run finds that it was told already, and what stood then. */
export function noteOf(
  operationId: string,
  stood: Before,
): Record<string, string> {
  return {
    [operationAnnotation]: operationId,
    [beforeAnnotation]: JSON.stringify(stood),
  };
}

/** What stood before this run told Fleet, if it has. */
export function notedBy(
  { metadata: { annotations } }: fleetKinds.HelmOp,
  operationId: string,
): Before | undefined {
  if (annotations[operationAnnotation] !== operationId) return undefined;
  try {
    return beforeSchema.parse(JSON.parse(annotations[beforeAnnotation]));
  } catch {
    return undefined;
  }
}
