import { ConflictError, NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { cloudLabels } from '@flytower/cloud-common';
import type { InstalledAddon } from '@flytower/cloud-common/clusters';
import { blocks, warns, type Problem } from '@flytower/cloud-node/precheck';
import {
  fleetKinds,
  rancherManifests,
  type AddonConfig,
  type RancherSource,
} from '@flytower/cloud-node/upstream/rancher';
import { isDeepStrictEqual } from 'node:util';
import { coerce, satisfies } from 'semver';
import type { ClusterRecord } from '../map/toCluster';
import { nothingBefore, notedBy, noteOf, type Before } from './before';

/** An add-on to be installed, with everything decided. */
export interface AddonPlan {
  source: RancherSource;
  cluster: Pick<ClusterRecord, 'name' | 'projectId'>;
  addon: AddonConfig;
  version: string;
  values: JsonObject;
  requester: string;
  /** Id of the operation that installs it. */
  operationId: string;
}

/** What stands against installing this add-on here. */
export function addonProblems(options: {
  input: { addon: string; version?: string; values?: object };
  addon: AddonConfig | undefined;
  cluster: Pick<ClusterRecord, 'state' | 'displayName' | 'version'>;
  installed: InstalledAddon[];
}): Problem[] {
  const { input, addon, cluster, installed } = options;
  if (!addon) {
    return [blocks(`There is no add-on named "${input.addon}"`, 'addon')];
  }
  const problems: Problem[] = [];
  if (input.version && !addon.versions.includes(input.version)) {
    problems.push(
      blocks(
        `${addon.title} has no version ${
          input.version
        }; choose one of ${addon.versions.join(', ')}`,
        'version',
      ),
    );
  }
  const own = installed.find(one => one.managed && one.name === addon.name);
  if (own && problems.length === 0) {
    problems.push(ownProblem(own, addon, input));
  }
  const foreign = foreignOf(installed, addon);
  if (foreign) {
    problems.push(
      blocks(
        `${addon.title} is installed on ${cluster.displayName} already, by somebody else, as "${foreign.name}"`,
        'addon',
      ),
    );
  }
  const release = coerce(cluster.version);
  if (addon.kubernetes && release && !satisfies(release, addon.kubernetes)) {
    problems.push(
      warns(
        `${addon.title} is known to work with Kubernetes ${addon.kubernetes}, and ${cluster.displayName} runs ${cluster.version}`,
        'addon',
      ),
    );
  }
  if (cluster.state === 'removing') {
    problems.push(blocks(`Cluster ${cluster.displayName} is being removed`));
  }
  if (['provisioning', 'agent-lost', 'failed'].includes(cluster.state)) {
    problems.push(
      warns(
        `Cluster ${cluster.displayName} cannot be reached now; the add-on is installed as soon as it can`,
      ),
    );
  }
  return problems;
}

/** The same add-on as somebody else has installed it. */
export function foreignOf(
  installed: InstalledAddon[],
  { name, chart }: AddonConfig,
): InstalledAddon | undefined {
  return installed.find(
    one => !one.managed && (one.name === name || one.chart === chart),
  );
}

/** Installing it once more gives it other values, and nothing else: another version is an upgrade. */
function ownProblem(
  { version }: InstalledAddon,
  { title, versions }: AddonConfig,
  input: { version?: string; values?: object },
): Problem {
  const wanted = input.version ?? versions[0];
  if (wanted !== version) {
    return blocks(
      `${title} ${version} is installed already; to bring it to ${wanted}, upgrade it (upgrade-addon)`,
      'version',
    );
  }
  return Object.keys(input.values ?? {}).length > 0
    ? warns(
        `${title} ${version} is installed already; these values replace all that it has`,
        'values',
      )
    : blocks(
        `${title} ${version} is installed already; name values to change them`,
        'addon',
      );
}

/**
 * Tells Fleet to install it, once per run however often it is called. Answers what of the things that stood before says
 * nothing of it.
 */
export async function installAddon(
  plan: AddonPlan,
  stood: Before = nothingBefore,
): Promise<Before> {
  const { source, cluster, addon, operationId } = plan;
  const manifest = rancherManifests.addonManifest({
    ...plan,
    rancher: source.config,
    cluster: cluster.name,
    projectId: cluster.projectId,
    annotations: noteOf(operationId, stood),
  });
  const { name } = manifest.metadata;
  const there = await find(source, name);
  if (there && there.metadata.labels[cloudLabels.managedBy] !== 'flytower') {
    throw new ConflictError(
      `addon: Fleet has "${name}" already, and it was not made by the portal`,
    );
  }
  if (there && !isOf(there, plan)) {
    throw new ConflictError(
      `addon: the name "${name}" is taken in Fleet by another add-on or cluster; rename one of them`,
    );
  }
  const noted = there && notedBy(there, operationId);
  if (noted) return noted;
  if (
    there &&
    there.spec.helm.version === plan.version &&
    there.spec.helm.chart === addon.chart &&
    isDeepStrictEqual(there.spec.helm.values ?? {}, plan.values)
  ) {
    return nothingBefore;
  }
  await source.management.apply(fleetKinds.helmOp, manifest, { force: true });
  return stood;
}

/** Names of a cluster and of an add-on in a row may be those of others. */
function isOf(
  { metadata, spec }: fleetKinds.HelmOp,
  { cluster, addon }: AddonPlan,
): boolean {
  const [target, ...others] = spec.targets;
  return (
    metadata.labels[cloudLabels.addon] === addon.name &&
    target?.clusterName === cluster.name &&
    others.length === 0
  );
}

async function find(source: RancherSource, name: string) {
  try {
    return await source.management.get(fleetKinds.helmOp, {
      namespace: source.config.namespace,
      name,
    });
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
