import {
  podStatus,
  releaseOf,
  workloadStatus,
} from '../controllers/fleet/release';
import { nodeConditions, nodeOf } from '../controllers/nodes/nodeObject';
import { rolesOf } from '../controllers/rancher/machineObjects';
import { addressOf } from '../controllers/rancher/names';
import type { Flavor } from '../controllers/rancher/types';
import type { KubeObject } from '../kubernetes/types';
import { installedOptions } from './clusterAddons';
import { brokenNodeOf, flavorsOf, machinesOf } from './clusterManifests';
import type { SeedCluster } from './clusters';
import { guardedWorkload } from './guardedWorkload';

/** What is in a cluster that has long been there: nodes, and what its add-ons brought. */
export function downstreamManifests(
  seed: SeedCluster,
  flavors: ReadonlyMap<string, Flavor>,
): KubeObject[] {
  const time = new Date(seed.createdAt).toISOString().replace(/\.\d+Z$/, 'Z');
  const workers = machinesOf(seed)
    .filter(machine => rolesOf(machine).includes('worker'))
    .map(({ metadata }) => metadata.name);
  return [
    ...nodes(seed, flavors, time),
    ...workloads(seed, workers, time),
    ...(seed.guarded ? guardedWorkload(workers[0], time) : []),
  ];
}

function nodes(
  seed: SeedCluster,
  flavors: ReadonlyMap<string, Flavor>,
  time: string,
): KubeObject[] {
  const broken = brokenNodeOf(seed);
  const sizes = flavorsOf(seed, flavors);
  return machinesOf(seed).map((machine, index) => {
    const { name } = machine.metadata;
    const node = nodeOf({
      name,
      roles: rolesOf(machine),
      version: seed.version,
      address: addressOf(name),
      flavor: sizes[index],
      time,
    });
    return name === broken
      ? {
          ...node,
          status: {
            ...(node.status as Record<string, unknown>),
            conditions: nodeConditions(time, true),
          },
        }
      : node;
  });
}

function workloads(
  seed: SeedCluster,
  workers: string[],
  time: string,
): KubeObject[] {
  return installedOptions(seed).flatMap(({ options, bundle }, number) => {
    const release = releaseOf(options, bundle);
    const count = release.pods.length;
    const status = workloadStatus(count, true, time);
    return [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: release.namespace },
      },
      { ...release.deployment, status },
      {
        ...release.replicaSet,
        status: {
          replicas: count,
          readyReplicas: count,
          availableReplicas: count,
        },
      },
      ...release.pods.map((pod, index) => ({
        ...pod,
        spec: {
          ...(pod.spec as Record<string, unknown>),
          nodeName: workers[(number + index) % workers.length],
        },
        status: podStatus(pod, { running: true, time }),
      })),
    ];
  });
}
