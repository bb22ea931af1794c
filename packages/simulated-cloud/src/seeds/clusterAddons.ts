import {
  bundleDeploymentOf,
  bundleOf,
  deploymentStatus,
  helmOpFinalizer,
  optionsOf,
  summarize,
} from '../controllers/fleet/fleetObjects';
import type { BundleDeployment, HelmOp } from '../controllers/fleet/types';
import { clusterManifest } from './clusterManifests';
import { fleetClusterOf } from '../controllers/rancher/clusterObjects';
import { withTimes } from '../controllers/rancher/conditions';
import { fleetNamespaceOf } from '../controllers/rancher/names';
import { kinds } from '../controllers/runtime/kinds';
import type { KubeObject } from '../kubernetes/types';
import { seedAddons } from './charts';
import type { SeedCluster } from './clusters';

const failure =
  "values don't meet the specifications of the schema(s) in the following chart(s):\nloki:\n- replicas: Invalid type. Expected: integer, given: string\n";

interface SeedRelease {
  helmOp: HelmOp;
  deployment: BundleDeployment;
}

function releaseOf(
  seed: SeedCluster,
  { name, version, failing }: SeedCluster['addons'][number],
): SeedRelease {
  const addon = seedAddons.find(one => one.name === name);
  const helmOp: HelmOp = {
    apiVersion: kinds.helmOp.apiVersion,
    kind: kinds.helmOp.kind,
    metadata: {
      name: `${seed.name}-${name}`,
      namespace: 'fleet-default',
      labels: {
        'app.kubernetes.io/managed-by': 'flytower',
        'cloud.flytower.io/addon': name,
        'cloud.flytower.io/project-id': seed.project.id,
      },
      finalizers: [helmOpFinalizer],
    },
    spec: {
      defaultNamespace: addon?.namespace ?? name,
      targets: [{ name: seed.name, clusterName: seed.name }],
      helm: {
        repo: addon?.repo,
        chart: addon?.chart,
        version,
        releaseName: name,
        values: failing ? { replicas: 'three' } : {},
      },
    },
  };
  const cluster = {
    ...fleetClusterOf(clusterManifest(seed)),
    status: { namespace: fleetNamespaceOf(seed.name) },
  };
  const deployment = bundleDeploymentOf(
    helmOp,
    cluster,
    optionsOf(helmOp, version),
  );
  const state = failing ? 'ErrApplied' : 'Ready';
  const status = deploymentStatus(state, failing ? failure : undefined);
  return {
    helmOp,
    deployment: {
      ...deployment,
      status: {
        ...status,
        appliedDeploymentID: deployment.spec.deploymentID,
        conditions: withTimes(status.conditions, undefined, seed.createdAt),
      },
    },
  };
}

/** What Fleet has about the add-ons of a cluster that has long been there. */
export function addonManifests(seed: SeedCluster): KubeObject[] {
  return seed.addons.flatMap(addon => {
    const { helmOp, deployment } = releaseOf(seed, addon);
    const { summary, state, message } = summarize([deployment]);
    const conditions = withTimes(
      [
        { type: 'Accepted', status: 'True' },
        {
          type: 'Ready',
          status: state === 'Ready' ? 'True' : 'False',
          ...(message && { message }),
        },
      ],
      undefined,
      seed.createdAt,
    );
    const known = withoutNulls(summary);
    return [
      {
        ...helmOp,
        status: {
          version: addon.version,
          conditions,
          summary: known,
          desiredReadyClusters: 1,
          readyClusters: summary.ready,
          display: {
            state,
            error: state === 'ErrApplied',
            ...(message && { message }),
            readyBundleDeployments: `${summary.ready}/1`,
          },
        },
      },
      {
        ...bundleOf(helmOp, optionsOf(helmOp, addon.version)),
        status: {
          summary: known,
          display: { state, readyClusters: `${summary.ready}/1` },
          conditions: conditions.slice(1),
        },
      },
      deployment,
    ];
  });
}

/** Options with which the charts of a cluster were installed, for what they left in it. */
export function installedOptions(seed: SeedCluster) {
  return seed.addons
    .filter(({ failing }) => !failing)
    .map(addon => {
      const { helmOp } = releaseOf(seed, addon);
      return {
        bundle: helmOp.metadata.name,
        options: optionsOf(helmOp, addon.version),
      };
    });
}

function withoutNulls(object: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== null),
  );
}
