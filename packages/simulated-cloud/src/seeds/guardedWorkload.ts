import { podStatus, workloadStatus } from '../controllers/fleet/release';
import type { KubeObject } from '../kubernetes/types';

const name = 'ledger';
const namespace = 'ledger';
const labels = { 'app.kubernetes.io/name': name };
const hash = '7d9c6b5f48';

/** An application of one pod that may not be disrupted: its node cannot be drained as long as people leave it so. */
export function guardedWorkload(nodeName: string, time: string): KubeObject[] {
  const template = {
    metadata: { labels: { ...labels, 'pod-template-hash': hash } },
    spec: {
      containers: [{ name, image: 'registry.meridian.example/ledger:2025.11' }],
    },
  };
  const selector = { matchLabels: labels };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-${hash}-x8k2p`,
      namespace,
      labels: template.metadata.labels,
    },
    spec: { ...template.spec, nodeName },
  };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace, labels },
      spec: { replicas: 1, selector, template },
      status: workloadStatus(1, true, time),
    },
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: `${name}-${hash}`, namespace, labels },
      spec: { replicas: 1, selector, template },
      status: { replicas: 1, readyReplicas: 1, availableReplicas: 1 },
    },
    { ...pod, status: podStatus(pod, { running: true, time }) },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name, namespace },
      spec: { minAvailable: 1, selector },
    },
  ];
}
