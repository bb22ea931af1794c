import { createHash } from 'node:crypto';
import type { KubeObject } from '../../kubernetes/types';
import { kinds } from '../runtime';
import { servingKinds } from './kinds';
import { ownedBy } from './objects';
import type { InstanceState, Revision } from './types';

function servingLabels(revision: Revision): Record<string, string> {
  const { name, uid, labels = {} } = revision.metadata;
  const { 'serving.knative.dev/routingState': _state, ...rest } = labels;
  return {
    ...rest,
    app: name,
    'serving.knative.dev/revision': name,
    'serving.knative.dev/revisionUID': uid ?? '',
  };
}

/** The deployment that Knative makes of a revision. */
export function deploymentOf(revision: Revision, replicas: number): KubeObject {
  const { name, namespace, uid } = revision.metadata;
  const labels = servingLabels(revision);
  return {
    apiVersion: kinds.deployment.apiVersion,
    kind: 'Deployment',
    metadata: {
      name: `${name}-deployment`,
      namespace,
      labels,
      ownerReferences: ownedBy(revision, servingKinds.revision),
    },
    spec: {
      replicas,
      selector: { matchLabels: { 'serving.knative.dev/revisionUID': uid } },
      template: { metadata: { labels }, spec: podSpec(revision) },
    },
  };
}

/** A pod of that deployment. `serial` tells it from those before it. */
export function podOf(
  revision: Revision,
  deployment: KubeObject,
  serial: number,
): KubeObject {
  const { name, namespace, uid } = revision.metadata;
  const template = letters(`${uid}`, 10);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-deployment-${template}-${letters(`${uid}/${serial}`, 5)}`,
      namespace,
      labels: { ...servingLabels(revision), 'pod-template-hash': template },
      ownerReferences: ownedBy(deployment, kinds.deployment),
    },
    spec: podSpec(revision),
  };
}

/** What a kubelet posts of the pod. */
export function podStatus(
  state: InstanceState,
  image: string,
  startedAt: string,
): Record<string, unknown> {
  const ready = state.phase === 'running';
  const condition = ready ? 'True' : 'False';
  return {
    phase: state.phase === 'starting' ? 'Pending' : 'Running',
    startTime: startedAt,
    conditions: ['Initialized', 'PodScheduled', 'ContainersReady', 'Ready'].map(
      type => ({
        type,
        status: /^(Cont|Ready)/.test(type) ? condition : 'True',
        lastTransitionTime: startedAt,
      }),
    ),
    containerStatuses: [
      {
        name: 'user-container',
        image,
        imageID: image,
        ready,
        started: ready,
        restartCount: state.phase === 'failed' ? 1 : 0,
        state: containerState(state, startedAt),
        ...(state.phase === 'failed' && {
          lastState: {
            terminated: {
              exitCode: state.exitCode,
              reason: 'Error',
              message: state.message,
              finishedAt: startedAt,
            },
          },
        }),
      },
    ],
  };
}

function containerState(state: InstanceState, startedAt: string) {
  switch (state.phase) {
    case 'running':
      return { running: { startedAt } };
    case 'failed':
      return {
        waiting: {
          reason: 'CrashLoopBackOff',
          message: 'back-off restarting failed container',
        },
      };
    default:
      return { waiting: { reason: 'ContainerCreating' } };
  }
}

function podSpec(revision: Revision) {
  const [container] = revision.spec.containers;
  return {
    containers: [
      {
        name: container?.name ?? 'user-container',
        image: container?.image ?? '',
        ...(container?.env && { env: container.env }),
        ...(container?.envFrom && { envFrom: container.envFrom }),
      },
    ],
  };
}

/** Letters and digits as Kubernetes puts them at the end of names; always the same for the same text. */
function letters(text: string, count: number): string {
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
  return [...createHash('sha256').update(text).digest().subarray(0, count)]
    .map(byte => alphabet[byte % alphabet.length])
    .join('');
}
