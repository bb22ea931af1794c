import type { KubeObject } from '../../kubernetes/types';
import { lettersOf } from '../rancher/names';
import type { DeploymentOptions } from './types';

/** What installing a chart leaves in a cluster: a deployment with its replica set and pods. */
export interface Release {
  name: string;
  namespace: string;
  deployment: KubeObject;
  replicaSet: KubeObject;
  pods: KubeObject[];
}

export function releaseOf(options: DeploymentOptions, bundle: string): Release {
  const { helm } = options;
  const name = helm.releaseName ?? bundle;
  const namespace = options.namespace ?? options.defaultNamespace ?? 'default';
  const chart = helm.chart ?? bundle;
  const version = helm.version ?? '';
  const replicas = replicasOf(helm.values);
  const labels = {
    'app.kubernetes.io/name': chart,
    'app.kubernetes.io/instance': name,
  };
  const image = imageOf(chart, version, helm.values);
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: chart, image }] },
  };
  const hash = lettersOf(`${name} ${image}`, 9);
  const metadata = {
    namespace,
    labels: {
      ...labels,
      'app.kubernetes.io/managed-by': 'Helm',
      'helm.sh/chart': `${chart}-${version}`.replace(/\+/g, '_'),
    },
  };
  const selector = { matchLabels: labels };
  return {
    name,
    namespace,
    deployment: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata, name: deploymentName(name, chart) },
      spec: { replicas, selector, template },
    },
    replicaSet: {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { ...metadata, name: `${deploymentName(name, chart)}-${hash}` },
      spec: { replicas, selector, template },
    },
    pods: Array.from({ length: replicas }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${deploymentName(name, chart)}-${hash}-${lettersOf(
          `${name} ${index}`,
          5,
        )}`,
        namespace,
        labels: { ...labels, 'pod-template-hash': hash },
      },
      spec: template.spec,
    })),
  };
}

function deploymentName(release: string, chart: string): string {
  return release.includes(chart) ? release : `${release}-${chart}`;
}

function replicasOf(values: Record<string, unknown> = {}): number {
  const { replicaCount } = values;
  return Number.isInteger(replicaCount)
    ? Math.min(Number(replicaCount), 20)
    : 1;
}

function imageOf(
  chart: string,
  version: string,
  values: Record<string, unknown> = {},
): string {
  const image = values.image as { repository?: string; tag?: string };
  const repository = image?.repository ?? `registry.meridian.example/${chart}`;
  return `${repository}:${image?.tag ?? version.replace(/\+.*$/, '')}`;
}

/** Status of a pod that runs, or that waits for an image that does not come. */
export function podStatus(
  pod: KubeObject,
  state: { running: boolean; time: string; missing?: boolean },
) {
  const { containers } = pod.spec as {
    containers: { name: string; image: string }[];
  };
  const ready = state.running ? 'True' : 'False';
  return {
    phase: state.running ? 'Running' : 'Pending',
    startTime: state.time,
    conditions: ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(
      type => ({
        type,
        status: /Ready/.test(type) ? ready : 'True',
        lastTransitionTime: state.time,
      }),
    ),
    containerStatuses: containers.map(({ name, image }) => ({
      name,
      image,
      imageID: '',
      ready: state.running,
      started: state.running,
      restartCount: 0,
      state: state.running
        ? { running: { startedAt: state.time } }
        : {
            waiting: state.missing
              ? {
                  reason: 'ImagePullBackOff',
                  message: `Back-off pulling image "${image}"`,
                }
              : { reason: 'ContainerCreating' },
          },
    })),
  };
}

/** Status of a deployment whose pods run, or do not. */
export function workloadStatus(
  replicas: number,
  running: boolean,
  time: string,
) {
  const ready = running ? replicas : 0;
  return {
    observedGeneration: 1,
    replicas,
    updatedReplicas: replicas,
    readyReplicas: ready,
    availableReplicas: ready,
    conditions: [
      {
        type: 'Available',
        status: running ? 'True' : 'False',
        reason: running
          ? 'MinimumReplicasAvailable'
          : 'MinimumReplicasUnavailable',
        message: running
          ? 'Deployment has minimum availability.'
          : 'Deployment does not have minimum availability.',
        lastTransitionTime: time,
        lastUpdateTime: time,
      },
    ],
  };
}
