import type { KubeObject } from '../../kubernetes/types';
import type { Flavor } from '../rancher/types';

export interface NodePlan {
  name: string;
  roles: string[];
  version: string;
  address: string;
  flavor: Flavor;
  time: string;
}

const lost = 'Kubelet stopped posting node status.';

/** Conditions that a kubelet posts, or what the node controller makes of its silence. */
export function nodeConditions(time: string, broken = false) {
  const condition = (type: string, healthy: string, reason: string) =>
    broken
      ? {
          type,
          status: 'Unknown',
          reason: 'NodeStatusUnknown',
          message: lost,
          lastTransitionTime: time,
          lastHeartbeatTime: time,
        }
      : {
          type,
          status: healthy,
          reason,
          message:
            type === 'Ready'
              ? 'kubelet is posting ready status'
              : `kubelet has ${reason
                  .replace(/([A-Z])/g, ' $1')
                  .trim()
                  .toLowerCase()}`,
          lastTransitionTime: time,
          lastHeartbeatTime: time,
        };
  return [
    condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory'),
    condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure'),
    condition('PIDPressure', 'False', 'KubeletHasSufficientPID'),
    condition('Ready', 'True', 'KubeletReady'),
  ];
}

/** A node as its kubelet registers it. */
export function nodeOf(plan: NodePlan): KubeObject {
  const { name, roles, version, address, flavor, time } = plan;
  const amounts = {
    cpu: String(flavor.vcpus),
    memory: `${flavor.ram * 1024}Ki`,
    pods: '110',
    'ephemeral-storage': '41152812Ki',
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'node.kubernetes.io/instance-type': 'rke2',
        ...Object.fromEntries(
          roles.map(role => [`node-role.kubernetes.io/${role}`, 'true']),
        ),
      },
    },
    spec: { providerID: `rke2://${name}`, podCIDR: '10.42.0.0/24' },
    status: {
      capacity: amounts,
      allocatable: amounts,
      addresses: [
        { type: 'InternalIP', address },
        { type: 'Hostname', address: name },
      ],
      conditions: nodeConditions(time),
      nodeInfo: nodeInfoOf(version),
    },
  };
}

export function nodeInfoOf(version: string) {
  return {
    machineID: '',
    systemUUID: '',
    bootID: '',
    architecture: 'amd64',
    operatingSystem: 'linux',
    osImage: 'Ubuntu 24.04.2 LTS',
    kernelVersion: '6.8.0-60-generic',
    containerRuntimeVersion: 'containerd://2.0.5-k3s1',
    kubeletVersion: version,
    kubeProxyVersion: version,
  };
}
