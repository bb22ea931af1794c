import { cloudLabels } from '@flytower/cloud-common';
import type { InstalledAddon } from '@flytower/cloud-common/clusters';
import {
  fleetKinds,
  type AddonConfig,
} from '@flytower/cloud-node/upstream/rancher';

type HelmOp = fleetKinds.HelmOp;
type BundleDeployment = fleetKinds.BundleDeployment;

/** What Fleet has, or is to have, on one cluster: HelmOps that target it, and bundles that others brought. */
export function toAddons(options: {
  helmOps: HelmOp[];
  deployments: BundleDeployment[];
  addons: AddonConfig[];
}): InstalledAddon[] {
  const { helmOps, deployments, addons } = options;
  const byBundle = new Map(
    deployments.map(one => [
      one.metadata.labels[fleetKinds.fleetLabels.bundle],
      one,
    ]),
  );
  const own = helmOps.map(helmOp => {
    const deployment = byBundle.get(helmOp.metadata.name);
    byBundle.delete(helmOp.metadata.name);
    return toAddon(helmOp, deployment, addons);
  });
  const others = [...byBundle.values()]
    .filter(one => !isFleetItself(one))
    .map(fromDeployment);
  return [...own, ...others].sort((a, b) => a.name.localeCompare(b.name));
}

/** An add-on that Fleet was told to install by a HelmOp. */
export function toAddon(
  helmOp: HelmOp,
  deployment: BundleDeployment | undefined,
  addons: AddonConfig[] = [],
): InstalledAddon {
  const { metadata, spec, status } = helmOp;
  const name = metadata.labels[cloudLabels.addon];
  const known = addons.find(addon => addon.name === name);
  return {
    name: name ?? spec.helm.releaseName ?? metadata.name,
    chart: spec.helm.chart ?? known?.chart ?? metadata.name,
    version: spec.helm.version ?? status?.version ?? '',
    namespace: spec.namespace ?? spec.defaultNamespace ?? 'default',
    managed: metadata.labels[cloudLabels.managedBy] === 'flytower',
    updatedAt: lastChange(deployment ?? helmOp),
    ...stateOf(helmOp, deployment),
  };
}

function stateOf(
  helmOp: HelmOp,
  deployment: BundleDeployment | undefined,
): Pick<InstalledAddon, 'state' | 'message'> {
  if (helmOp.metadata.deletionTimestamp) return { state: 'removing' };
  const refused = helmOp.status?.conditions.find(
    condition =>
      condition.status === 'False' &&
      condition.message &&
      ['Accepted', 'Stalled'].includes(condition.type),
  );
  if (refused)
    return { state: 'failed', message: withoutValues(refused.message) };
  if (deployment && isBehind(helmOp, deployment)) {
    return {
      state: 'installing',
      message: `waiting for Fleet to bring version ${helmOp.spec.helm.version}`,
    };
  }
  if (deployment) return stateOfDeployment(deployment);
  const display = helmOp.status?.display;
  return display?.error
    ? { state: 'failed', message: withoutValues(display.message) }
    : { state: 'installing', message: 'waiting for the cluster' };
}

/** What was asked for takes a moment to come down to the cluster; what is said there until then is of the version before. */
function isBehind(
  helmOp: HelmOp,
  { metadata, spec, status }: BundleDeployment,
) {
  if (metadata.deletionTimestamp) return false;
  const wanted = helmOp.spec.helm.version ?? '';
  const given = spec.options?.helm?.version;
  const isExact = /^v?\d+\.\d+\.\d+/.test(wanted);
  if (isExact && given && bare(given) !== bare(wanted)) return true;
  return (
    status?.display?.state === 'Ready' &&
    status.appliedDeploymentID !== undefined &&
    status.appliedDeploymentID !== spec.deploymentID
  );
}

const bare = (version: string) => version.replace(/^v/, '');

/** An add-on is given secrets by its values, and Kubernetes repeats the values that it does not take. */
function withoutValues(message: string | undefined): string | undefined {
  return message?.replace(
    /\b(Invalid|Unsupported|Duplicate) value: (?:"(?:[^"\\]|\\.)*"|.*?(?=: [a-z]|$))/gs,
    '$1 value: ***',
  );
}

/** Fleet's words for one bundle on one cluster. */
function stateOfDeployment(
  deployment: BundleDeployment,
): Pick<InstalledAddon, 'state' | 'message'> {
  if (deployment.metadata.deletionTimestamp) return { state: 'removing' };
  const { status } = deployment;
  const message = withoutValues(
    status?.conditions.find(
      condition => condition.status !== 'True' && condition.message,
    )?.message,
  );
  switch (status?.display?.state) {
    case 'Ready':
      return { state: 'ready' };
    case 'ErrApplied':
      return { state: 'failed', message };
    case 'Modified':
      return {
        state: 'ready',
        message: 'changed on the cluster by somebody else',
      };
    case 'NotReady':
    case 'WaitApplied':
    case 'OutOfSync':
    case 'Pending':
    case undefined:
    case '':
      return status?.ready
        ? { state: 'ready' }
        : { state: 'installing', message };
    default:
      return { state: 'unknown', message };
  }
}

function fromDeployment(deployment: BundleDeployment): InstalledAddon {
  const { options } = deployment.spec;
  const name =
    deployment.metadata.labels[fleetKinds.fleetLabels.bundle] ??
    deployment.metadata.name;
  return {
    name,
    chart: options?.helm?.chart ?? name,
    version: options?.helm?.version ?? '',
    namespace: options?.namespace ?? options?.defaultNamespace ?? 'default',
    managed: false,
    updatedAt: lastChange(deployment),
    ...stateOfDeployment(deployment),
  };
}

/** Fleet's own agent is installed as a bundle, too; nobody asked for it. */
function isFleetItself(deployment: BundleDeployment): boolean {
  return (
    deployment.metadata.labels[fleetKinds.fleetLabels.bundle]?.startsWith(
      'fleet-agent-',
    ) ?? false
  );
}

function lastChange(object: HelmOp | BundleDeployment): string | undefined {
  const times = (object.status?.conditions ?? [])
    .map(condition => condition.lastUpdateTime ?? condition.lastTransitionTime)
    .filter(time => time !== undefined)
    .sort();
  return times.at(-1) ?? object.metadata.creationTimestamp;
}
