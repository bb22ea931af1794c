import type { KubeObject } from '../kubernetes/types';
import { kinds, type KubeClient } from '../controllers/runtime';
import type { Cluster } from '../controllers/rancher/types';

const namespace = 'fleet-default';

/** What the portal, or somebody with kubectl, writes to have a cluster. */
export async function askForCluster(
  client: KubeClient,
  name: string,
  options: { workers?: number; version?: string; flavor?: string } = {},
): Promise<Cluster> {
  const { workers = 2, version = 'v1.33.5+rke2r1' } = options;
  const pools = [
    { name: 'cp', quantity: 1, controlPlaneRole: true, etcdRole: true },
    { name: 'workers', quantity: workers, workerRole: true },
  ];
  for (const pool of pools)
    await client.ensure<KubeObject>(kinds.machineConfig, {
      apiVersion: kinds.machineConfig.apiVersion,
      kind: kinds.machineConfig.kind,
      metadata: { name: `nc-${name}-${pool.name}`, namespace },
      flavorName: options.flavor ?? 'm1.large',
      region: 'north',
    });
  return client.ensure<Cluster>(kinds.cluster, {
    apiVersion: kinds.cluster.apiVersion,
    kind: kinds.cluster.kind,
    metadata: { name, namespace },
    spec: {
      kubernetesVersion: version,
      rkeConfig: {
        machinePools: pools.map(pool => ({
          ...pool,
          machineConfigRef: {
            kind: 'OpenstackConfig',
            name: `nc-${name}-${pool.name}`,
          },
        })),
      },
    },
  });
}

export function conditionOf(object: KubeObject | undefined, type: string) {
  const { conditions = [] } = (object?.status ?? {}) as {
    conditions?: { type: string; status: string; message?: string }[];
  };
  return conditions.find(condition => condition.type === type);
}
