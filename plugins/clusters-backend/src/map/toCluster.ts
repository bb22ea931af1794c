import { cloudLabels, toEntityName } from '@flytower/cloud-common';
import type { Cluster } from '@flytower/cloud-common/clusters';
import type { ProjectEntry } from '@flytower/cloud-node';
import {
  nextUpgrade,
  parseQuantity,
  rancherManifests,
  type rancherKinds,
} from '@flytower/cloud-node/upstream/rancher';
import { clusterState } from './clusterState';
import { machineToNode } from './toNodes';

/** Everything that one Rancher says of one cluster. */
export interface ClusterObjects {
  source: string;
  provisioning: rancherKinds.ProvisioningCluster;
  management?: rancherKinds.ManagementCluster;
  machines: rancherKinds.Machine[];
  /** Machine configs of its pools, by name. */
  machineConfigs: ReadonlyMap<string, rancherKinds.OpenstackConfig>;
  /** Versions that it could be upgraded to. */
  versions: string[];
}

/** A cluster as Rancher knows it; who owns it is a matter of its project. */
export type ClusterRecord = { tenantName?: string } & Omit<
  Cluster,
  | 'projectName'
  | 'projectRef'
  | 'owner'
  | 'owners'
  | 'readers'
  | 'allowedOperations'
>;

/** Id of a cluster at the door. */
export function clusterIdOf(source: string, name: string): string {
  return `${source}.${name}`;
}

/** Rancher's objects in the portal's words. */
export function toCluster(objects: ClusterObjects): ClusterRecord {
  const { source, provisioning, management, machines } = objects;
  const { metadata } = provisioning;
  const id = clusterIdOf(source, metadata.name);
  const status = management?.status;
  const nodes = countNodes(objects);
  const version = status?.version?.gitVersion;
  const desired = provisioning.spec.kubernetesVersion;
  const configs = configsOf(objects);

  return {
    id,
    name: metadata.name,
    displayName: management?.spec.displayName || metadata.name,
    description:
      metadata.annotations[rancherManifests.descriptionAnnotation] ||
      management?.spec.description ||
      '',
    source,
    rancherId: provisioning.status?.clusterName,
    entityRef: `resource:default/${toEntityName(id)}`.toLowerCase(),
    projectId:
      metadata.labels[cloudLabels.projectId] ??
      configs.find(config => config.tenantId)?.tenantId,
    tenantName: configs.find(config => config.tenantName)?.tenantName,
    region: configs.find(config => config.region)?.region,
    environment: metadata.annotations[rancherManifests.environmentAnnotation],
    ...clusterState({
      removing: Boolean(
        metadata.deletionTimestamp ?? management?.metadata.deletionTimestamp,
      ),
      wasReady: provisioning.status?.ready ?? false,
      provisioning: provisioning.status?.conditions ?? [],
      management: status?.conditions ?? [],
      nodes,
    }),
    version,
    desiredVersion: desired && desired !== version ? desired : undefined,
    // others are upgraded where they were made
    upgrade:
      provisioning.spec.rkeConfig &&
      version &&
      nextUpgrade(version, objects.versions),
    distribution: status?.provider || distributionOf(version ?? desired),
    nodes: { total: nodes.total, ready: nodes.ready },
    capacity: capacityOf(management),
    pools: poolsOf(provisioning, machines, objects.machineConfigs),
    createdAt: metadata.creationTimestamp,
  };
}

/** The cluster with its project's owners, or nobody's when the project is not known. */
export function withProject(
  record: ClusterRecord,
  project: ProjectEntry | undefined,
): Cluster {
  const { tenantName, ...cluster } = record;
  return {
    ...cluster,
    projectId: cluster.projectId ?? project?.id,
    projectName: project?.name,
    projectRef: project?.entityRef,
    owner: project?.owner,
    owners: project?.owners ?? [],
    readers: project?.readers ?? [],
    // a project that says what it is says it of everything in it
    environment: project?.environment ?? record.environment,
    tags: project?.tags,
    allowedOperations: [],
  };
}

function configsOf({ provisioning, machineConfigs }: ClusterObjects) {
  return (provisioning.spec.rkeConfig?.machinePools ?? []).flatMap(pool => {
    const config = machineConfigs.get(pool.machineConfigRef?.name ?? '');
    return config ? [config] : [];
  });
}

function countNodes({ machines, management }: ClusterObjects) {
  if (machines.length === 0) {
    // imported clusters have no machines: Rancher only says how many nodes there are
    const total = management?.status?.nodeCount ?? 0;
    return { total, ready: total, moving: 0 };
  }
  const states = machines.map(machine => machineToNode(machine).state);
  return {
    total: states.length,
    ready: states.filter(state => state === 'ready').length,
    moving: states.filter(
      state => state === 'provisioning' || state === 'removing',
    ).length,
  };
}

function poolsOf(
  provisioning: rancherKinds.ProvisioningCluster,
  machines: rancherKinds.Machine[],
  configs: ClusterObjects['machineConfigs'],
): Cluster['pools'] {
  const nodes = machines.map(machineToNode);
  return (provisioning.spec.rkeConfig?.machinePools ?? []).map(pool => ({
    name: pool.name,
    roles: [
      ...(pool.controlPlaneRole ? (['control-plane'] as const) : []),
      ...(pool.etcdRole ? (['etcd'] as const) : []),
      ...(pool.workerRole ? (['worker'] as const) : []),
    ],
    desired: pool.quantity,
    ready: nodes.filter(
      node => node.pool === pool.name && node.state === 'ready',
    ).length,
    flavor: configs.get(pool.machineConfigRef?.name ?? '')?.flavorName,
  }));
}

function capacityOf(
  management: rancherKinds.ManagementCluster | undefined,
): Cluster['capacity'] {
  const capacity = management?.status?.capacity;
  const requested = management?.status?.requested;
  const cpu = parseQuantity(capacity?.cpu);
  const memory = parseQuantity(capacity?.memory);
  if (cpu === undefined || memory === undefined) return undefined;
  const mib = (bytes: number) => Math.round(bytes / 2 ** 20);
  return {
    cpu,
    memoryMiB: mib(memory),
    cpuRequested: parseQuantity(requested?.cpu) ?? 0,
    memoryRequestedMiB: mib(parseQuantity(requested?.memory) ?? 0),
  };
}

function distributionOf(version: string | undefined): string | undefined {
  return /\+(rke2|k3s)r?\d/.exec(version ?? '')?.[1];
}
