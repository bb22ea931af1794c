import type { KubeObject } from '../../kubernetes/types';
import { lettersOf } from '../rancher/names';
import { isStatus, kinds, KubeError, type KubeClient } from '../runtime';

interface PodSpec {
  nodeName?: string;
  [field: string]: unknown;
}

/**
 * Asks every pod of a node to go, as draining does, and starts it anew elsewhere, as its controller and the scheduler do.
 * Answers what stands in the way; nothing once the node is empty.
 */
export async function drainNode(
  downstream: KubeClient,
  name: string,
): Promise<string | undefined> {
  const node = await downstream.find(kinds.node, { name });
  if (!node) return undefined;
  await cordon(downstream, node, true);
  const pods = await podsOn(downstream, name);
  const refusals: string[] = [];
  for (const pod of pods.filter(one => !one.metadata.deletionTimestamp)) {
    try {
      await downstream.evict(pod);
      await startElsewhere(downstream, pod);
    } catch (error) {
      if (isStatus(error, 404)) continue;
      if (!isStatus(error, 429)) throw error;
      const { namespace, name: podName } = pod.metadata;
      refusals.push(
        `* Pod ${namespace}/${podName}: cannot evict pod as it would violate the pod's disruption budget. ${reasonOf(
          error,
        )}`,
      );
    }
  }
  if (refusals.length) return refusals.join('\n');
  const left = pods.filter(({ metadata }) => metadata.deletionTimestamp);
  return left.length
    ? `* Pods ${left
        .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
        .join(
          ', ',
        )}: deletionTimestamp set, but still not removed from the Node`
    : undefined;
}

export async function cordon(
  downstream: KubeClient,
  node: KubeObject,
  cordoned: boolean,
): Promise<void> {
  const spec = node.spec as { unschedulable?: boolean } | undefined;
  if (Boolean(spec?.unschedulable) === cordoned) return;
  await downstream.patch(kinds.node, node.metadata, {
    spec: { unschedulable: cordoned || null },
  });
}

/** What draining moves: pods of daemon sets stay with their node, and what has ended bothers nobody. */
async function podsOn(downstream: KubeClient, node: string) {
  const { items } = await downstream.list<KubeObject>(kinds.pod, {
    fieldSelector: `spec.nodeName=${node}`,
  });
  return items.filter(
    ({ metadata, status }) =>
      !metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet') &&
      !['Succeeded', 'Failed'].includes(
        (status as { phase?: string })?.phase ?? '',
      ),
  );
}

async function startElsewhere(downstream: KubeClient, pod: KubeObject) {
  const { name, namespace, labels = {}, ownerReferences } = pod.metadata;
  if (!labels['pod-template-hash']) return;
  const spec = pod.spec as PodSpec;
  const nodeName = await anotherNode(downstream, spec.nodeName);
  const base = name.replace(/-[^-]+$/, '');
  const anew: KubeObject = {
    apiVersion: pod.apiVersion,
    kind: pod.kind,
    metadata: {
      name: `${base}-${lettersOf(`${pod.metadata.uid} again`, 5)}`,
      namespace,
      labels,
      ownerReferences,
    },
    spec: { ...spec, nodeName },
  };
  await downstream.ensure(kinds.pod, anew);
  // without a place it stays pending
  if (nodeName && pod.status)
    await downstream.patchStatus(kinds.pod, anew, {
      ...(pod.status as Record<string, unknown>),
    });
}

async function anotherNode(downstream: KubeClient, not?: string) {
  const { items } = await downstream.list<KubeObject>(kinds.node);
  return items.find(({ metadata, spec, status }) => {
    const { conditions = [] } = (status ?? {}) as {
      conditions?: { type: string; status: string }[];
    };
    return (
      metadata.name !== not &&
      !(spec as { unschedulable?: boolean })?.unschedulable &&
      !metadata.labels?.['node-role.kubernetes.io/etcd'] &&
      conditions.some(one => one.type === 'Ready' && one.status === 'True')
    );
  })?.metadata.name;
}

function reasonOf(error: unknown): string {
  return error instanceof KubeError ? error.causes.join('; ') : '';
}
