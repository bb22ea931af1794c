import type { KubeObject } from '../../kubernetes/types';
import { kinds } from '../runtime/kinds';
import { ownedBy } from './machineObjects';
import { fleetNamespaceOf, managementIdOf } from './names';
import type { Cluster, ControlPlane, Flavor, ManagementCluster } from './types';

export const clusterFinalizers = [
  'wrangler.cattle.io/provisioning-cluster-remove',
  'wrangler.cattle.io/rke-cluster-remove',
];

/** The object that has Rancher's own id for the cluster. */
export function managementClusterOf(cluster: Cluster): ManagementCluster {
  const { name, namespace, labels, annotations } = cluster.metadata;
  return {
    apiVersion: kinds.managementCluster.apiVersion,
    kind: kinds.managementCluster.kind,
    metadata: {
      name: managementIdOf(cluster),
      labels: { ...labels, 'provider.cattle.io': 'rke2' },
      annotations: {
        'objectset.rio.cattle.io/owner-name': name,
        'objectset.rio.cattle.io/owner-namespace': namespace ?? '',
        'provisioning.cattle.io/administrated': 'true',
      },
    },
    spec: {
      displayName: name,
      description: annotations?.['field.cattle.io/description'] ?? '',
      internal: false,
      fleetWorkspaceName: namespace,
      enableNetworkPolicy: false,
      localClusterAuthEndpoint: { enabled: false },
      windowsPreferedCluster: false,
      agentImageOverride: '',
      desiredAgentImage: '',
      desiredAuthImage: '',
    },
  };
}

export function capiClusterOf(cluster: Cluster): KubeObject {
  const { name, namespace } = cluster.metadata;
  return {
    apiVersion: kinds.capiCluster.apiVersion,
    kind: kinds.capiCluster.kind,
    metadata: { name, namespace, ownerReferences: ownedBy(cluster) },
    spec: {
      controlPlaneRef: {
        apiGroup: 'rke.cattle.io',
        kind: 'RKEControlPlane',
        name,
      },
      infrastructureRef: {
        apiGroup: 'rke.cattle.io',
        kind: 'RKECluster',
        name,
      },
    },
  };
}

export function controlPlaneOf(cluster: Cluster): ControlPlane {
  const { name, namespace } = cluster.metadata;
  return {
    apiVersion: kinds.controlPlane.apiVersion,
    kind: kinds.controlPlane.kind,
    metadata: {
      name,
      namespace,
      labels: { 'rke.cattle.io/cluster-name': name },
      ownerReferences: ownedBy(cluster),
    },
    spec: {
      clusterName: name,
      managementClusterName: managementIdOf(cluster),
      kubernetesVersion: cluster.spec.kubernetesVersion ?? '',
    },
  };
}

/** The cluster as Fleet knows it; targets of a HelmOp select by its name and labels. */
export function fleetClusterOf(cluster: Cluster): KubeObject {
  const { name, namespace, labels } = cluster.metadata;
  return {
    apiVersion: kinds.fleetCluster.apiVersion,
    kind: kinds.fleetCluster.kind,
    metadata: {
      name,
      namespace,
      labels: {
        ...labels,
        'management.cattle.io/cluster-display-name': name,
        'management.cattle.io/cluster-name': managementIdOf(cluster),
      },
      ownerReferences: ownedBy(cluster),
    },
    spec: { kubeConfigSecret: `${name}-kubeconfig` },
  };
}

export function fleetClusterStatus(cluster: string, time: string) {
  return {
    namespace: fleetNamespaceOf(cluster),
    agent: { lastSeen: time, namespace: 'cattle-fleet-system' },
    conditions: ['Ready', 'Processed', 'Imported'].map(type => ({
      type,
      status: 'True',
      lastUpdateTime: time,
    })),
    summary: { desiredReady: 0, ready: 0 },
    display: { readyBundles: '0/0' },
  };
}

/** What the machines of a cluster add up to, as Rancher writes it into the management cluster. */
export function figuresOf(options: {
  version: string;
  flavors: Flavor[];
  workers: number;
  /** Share of the capacity that pods have asked for. */
  load: number;
  cluster: Cluster;
}): Record<string, unknown> {
  const { version, flavors, workers, load, cluster } = options;
  const cores = flavors.reduce((sum, { vcpus }) => sum + vcpus, 0);
  const memory = flavors.reduce((sum, { ram }) => sum + ram, 0);
  const amount = (share: number, pods: number) => ({
    cpu: `${Math.round(cores * 1000 * share)}m`,
    memory: `${Math.round(memory * share)}Mi`,
    pods: String(Math.round(pods)),
  });
  const capacity = {
    cpu: String(cores),
    memory: `${memory}Mi`,
    pods: String(flavors.length * 110),
  };
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(version) ?? ['', '1', '0'];
  return {
    agentImage: 'rancher/rancher-agent:v2.14.4',
    apiEndpoint: 'https://10.43.0.1:443',
    capacity,
    allocatable: capacity,
    requested: amount(load, flavors.length * 110 * load * 0.5),
    limits: amount(load * 1.4, 0),
    driver: 'rke2',
    provider: 'rke2',
    nodeCount: flavors.length,
    linuxWorkerCount: workers,
    version: { gitVersion: version, major, minor, platform: 'linux/amd64' },
    info: {
      arch: 'amd64',
      kubernetesVersion: version,
      machineProvider: 'openstack',
      nodeCount: flavors.length,
      provisioningClusterRef: {
        apiVersion: cluster.apiVersion,
        kind: cluster.kind,
        name: cluster.metadata.name,
        namespace: cluster.metadata.namespace,
      },
    },
  };
}
