import { createHash } from 'node:crypto';
import type { KubeObject } from '../../kubernetes/types';
import { kinds } from '../runtime/kinds';
import type { Condition } from '../rancher/types';
import {
  fleetLabels,
  type BundleDeployment,
  type BundleState,
  type DeploymentOptions,
  type FleetCluster,
  type HelmOp,
} from './types';

export const helmOpFinalizer = 'fleet.cattle.io/helmop-finalizer';
export const deploymentFinalizer =
  'fleet.cattle.io/bundle-deployment-finalizer';

const digest = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** What a HelmOp asks every cluster for, with the chart version decided. */
export function optionsOf(helmOp: HelmOp, version: string): DeploymentOptions {
  const { namespace, defaultNamespace, helm } = helmOp.spec;
  return {
    ...(namespace && { namespace }),
    ...(defaultNamespace && { defaultNamespace }),
    helm: { ...helm, version },
  };
}

export function bundleOf(
  helmOp: HelmOp,
  options: DeploymentOptions,
): KubeObject {
  const { name, namespace, labels } = helmOp.metadata;
  return {
    apiVersion: kinds.bundle.apiVersion,
    kind: kinds.bundle.kind,
    metadata: {
      name,
      namespace,
      labels: { ...labels, 'fleet.cattle.io/fleet-helm-name': name },
    },
    spec: {
      ...options,
      targets: helmOp.spec.targets ?? [],
      helmOpOptions: {},
    },
  };
}

export function bundleDeploymentOf(
  helmOp: HelmOp,
  cluster: FleetCluster,
  options: DeploymentOptions,
): BundleDeployment {
  const { name, namespace } = helmOp.metadata;
  return {
    apiVersion: kinds.bundleDeployment.apiVersion,
    kind: kinds.bundleDeployment.kind,
    metadata: {
      name,
      namespace: cluster.status?.namespace,
      labels: {
        [fleetLabels.bundle]: name,
        [fleetLabels.bundleNamespace]: namespace ?? '',
        [fleetLabels.cluster]: cluster.metadata.name,
        [fleetLabels.clusterNamespace]: cluster.metadata.namespace ?? '',
        'fleet.cattle.io/managed': 'true',
      },
      finalizers: [deploymentFinalizer],
    },
    spec: { deploymentID: deploymentIdOf(options), options },
  };
}

/** Changes with everything that Helm would have to be run again for. */
function deploymentIdOf(options: DeploymentOptions): string {
  const { chart, version, repo } = options.helm;
  return `s-${digest({ chart, version, repo }).slice(0, 56)}:${digest(
    options,
  )}`;
}

type Wanted = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

/** Conditions and state of what Fleet's agent does on one cluster. */
export function deploymentStatus(state: BundleState, message?: string) {
  const applied = state === 'Ready' || state === 'NotReady';
  const doubt = state === 'ErrApplied' ? 'False' : 'Unknown';
  const condition = (type: string, good: boolean): Wanted => ({
    type,
    status: good ? 'True' : doubt,
    ...(!good && message && { message }),
    ...(!good && state === 'ErrApplied' && { reason: 'Error' }),
  });
  return {
    ready: state === 'Ready',
    nonModified: applied,
    display: { deployed: applied ? 'True' : doubt, state },
    conditions: [
      condition('Installed', applied),
      condition('Deployed', applied),
      condition('Monitored', applied),
      state === 'NotReady'
        ? ({ type: 'Ready', status: 'False', message } as Wanted)
        : condition('Ready', state === 'Ready'),
    ],
  };
}

const counters = {
  Ready: 'ready',
  NotReady: 'notReady',
  WaitApplied: 'waitApplied',
  ErrApplied: 'errApplied',
} as const;

const worstFirst: BundleState[] = [
  'ErrApplied',
  'WaitApplied',
  'NotReady',
  'Ready',
];

export function stateOf(deployment: BundleDeployment): BundleState {
  return deployment.status?.display?.state ?? 'WaitApplied';
}

function messageOf(deployment: BundleDeployment): string | undefined {
  return deployment.status?.conditions?.find(
    ({ status, message }) => status !== 'True' && message,
  )?.message;
}

/** How a bundle is doing over all its clusters: Fleet's summary, and the sentence that its `Ready` shows. */
export function summarize(deployments: BundleDeployment[]) {
  // what is not there any more is taken back with null: it is written as a merge patch
  const summary: Record<string, unknown> = {
    desiredReady: deployments.length,
    notReady: null,
    waitApplied: null,
    errApplied: null,
    nonReadyResources: null,
  };
  for (const deployment of deployments) {
    const counter = counters[stateOf(deployment)];
    summary[counter] = Number(summary[counter] ?? 0) + 1;
  }
  const behind = deployments.filter(one => stateOf(one) !== 'Ready');
  summary.ready = deployments.length - behind.length;
  if (behind.length)
    summary.nonReadyResources = behind.slice(0, 10).map(one => ({
      bundleState: stateOf(one),
      name: clusterOf(one),
      message: messageOf(one),
    }));
  const state =
    worstFirst.find(one => deployments.some(each => stateOf(each) === one)) ??
    'Ready';
  const worst = behind.filter(one => stateOf(one) === state);
  const detail = worst[0] && messageOf(worst[0]);
  const message = worst.length
    ? `${state}(${worst.length}) [Cluster ${clusterOf(worst[0])}${
        detail ? `: ${detail}` : ''
      }]`
    : undefined;
  return { summary, state, message };
}

function clusterOf({ metadata: { labels } }: BundleDeployment): string {
  return `${labels?.[fleetLabels.clusterNamespace]}/${
    labels?.[fleetLabels.cluster]
  }`;
}
