import type { KubeObject } from '../kubernetes/types';
import { certificatesFrom } from '../controllers/rancher/certificates';
import {
  capiClusterOf,
  clusterFinalizers,
  controlPlaneOf,
  figuresOf,
  fleetClusterOf,
  fleetClusterStatus,
  managementClusterOf,
} from '../controllers/rancher/clusterObjects';
import {
  clusterConditions,
  controlPlaneConditions,
  managementConditions,
  withTimes,
  withTransitions,
} from '../controllers/rancher/conditions';
import { etcdSnapshotOf } from '../controllers/rancher/snapshotObject';
import { loadOf } from '../controllers/rancher/load';
import {
  machineConditions,
  machineDeploymentOf,
  machineOf,
  machineSetOf,
  rolesOf,
} from '../controllers/rancher/machineObjects';
import {
  addressOf,
  fleetNamespaceOf,
  machineName,
  managementIdOf,
} from '../controllers/rancher/names';
import type {
  Cluster,
  Flavor,
  Machine,
  MachinePool,
} from '../controllers/rancher/types';
import { kinds } from '../controllers/runtime/kinds';
import { nodeInfoOf } from '../controllers/nodes/nodeObject';
import type { SeedCluster, SeedPool } from './clusters';

const day = 86_400_000;
const namespace = 'fleet-default';
const projectLabel = 'cloud.flytower.io/project-id';
const unknownFlavor: Flavor = { vcpus: 4, ram: 8192 };

export interface SeedPlace {
  flavors: ReadonlyMap<string, Flavor>;
  authUrl: string;
  now: number;
}

function poolOf(cluster: string, pool: SeedPool): MachinePool {
  return {
    name: pool.name,
    quantity: pool.count,
    controlPlaneRole: pool.roles.includes('control-plane'),
    etcdRole: pool.roles.includes('etcd'),
    workerRole: pool.roles.includes('worker'),
    drainBeforeDelete: true,
    machineConfigRef: {
      kind: 'OpenstackConfig',
      name: `nc-${cluster}-${pool.name}`,
    },
  };
}

/** What people had written to have this cluster. */
export function clusterManifest(seed: SeedCluster): Cluster {
  return {
    apiVersion: kinds.cluster.apiVersion,
    kind: kinds.cluster.kind,
    metadata: {
      name: seed.name,
      namespace,
      labels: { [projectLabel]: seed.project.id },
      annotations: {
        'field.cattle.io/description': seed.description,
        'cloud.flytower.io/environment': seed.project.environment,
      },
      finalizers: clusterFinalizers,
    },
    spec: {
      kubernetesVersion: seed.version,
      cloudCredentialSecretName: 'cattle-global-data:cc-openstack',
      enableNetworkPolicy: false,
      localClusterAuthEndpoint: { enabled: false },
      rkeConfig: {
        etcd: { snapshotRetention: 5, snapshotScheduleCron: '0 */5 * * *' },
        machineGlobalConfig: { cni: 'calico' },
        upgradeStrategy: {
          controlPlaneConcurrency: '1',
          workerConcurrency: '1',
          workerDrainOptions: { enabled: true },
        },
        machinePools: seed.pools.map(pool => poolOf(seed.name, pool)),
      },
    },
  };
}

function machineConfigs(seed: SeedCluster, authUrl: string): KubeObject[] {
  return seed.pools.map(pool => ({
    apiVersion: kinds.machineConfig.apiVersion,
    kind: kinds.machineConfig.kind,
    metadata: {
      name: `nc-${seed.name}-${pool.name}`,
      namespace,
      labels: { [projectLabel]: seed.project.id },
    },
    authUrl,
    endpointType: 'publicURL',
    flavorName: pool.flavor,
    imageName: 'ubuntu-24.04',
    region: seed.region,
    sshUser: 'ubuntu',
    tenantId: seed.project.id,
  }));
}

/** The worker that does not answer any more. */
export function brokenNodeOf(seed: SeedCluster): string | undefined {
  return seed.trouble === 'broken-node'
    ? machinesOf(seed).find(machine => rolesOf(machine).includes('worker'))
        ?.metadata.name
    : undefined;
}

/** Machines with the names that the controllers would give them. */
export function machinesOf(seed: SeedCluster): Machine[] {
  const cluster = clusterManifest(seed);
  return seed.pools.flatMap(pool => {
    const set = machineSetOf(
      machineDeploymentOf(cluster, poolOf(seed.name, pool)),
    );
    return Array.from({ length: pool.count }, (_, number) =>
      machineOf(set, machineName(set.metadata.name, number)),
    );
  });
}

function poolObjects(seed: SeedCluster, cluster: Cluster): KubeObject[] {
  return seed.pools.flatMap(pool => {
    const deployment = machineDeploymentOf(cluster, poolOf(seed.name, pool));
    const figures = {
      replicas: pool.count,
      readyReplicas: pool.count,
      availableReplicas: pool.count,
      upToDateReplicas: pool.count,
    };
    return [
      { ...deployment, status: { ...figures, phase: 'Running' } },
      { ...machineSetOf(deployment), status: figures },
    ];
  });
}

function machineObjects(seed: SeedCluster): KubeObject[] {
  const broken = brokenNodeOf(seed);
  return machinesOf(seed).map(machine => {
    const { name } = machine.metadata;
    return {
      ...machine,
      spec: { ...machine.spec, providerID: `rke2://${name}` },
      status: {
        phase: 'Running',
        nodeRef: { name },
        nodeInfo: nodeInfoOf(seed.version),
        addresses: [{ type: 'InternalIP', address: addressOf(name) }],
        conditions: withTransitions(
          machineConditions({
            infrastructure: 'ready',
            broken:
              name === broken
                ? 'Node is not healthy: Kubelet stopped posting node status.'
                : undefined,
          }),
          undefined,
          seed.createdAt,
        ),
      },
    };
  });
}

/** The size of each machine of a cluster. */
export function flavorsOf(
  seed: SeedCluster,
  flavors: ReadonlyMap<string, Flavor>,
): Flavor[] {
  return seed.pools.flatMap(({ count, flavor }) =>
    Array.from({ length: count }, () => flavors.get(flavor) ?? unknownFlavor),
  );
}

/** Every object that Rancher has about a cluster that has long been there. */
export function clusterManifests(
  seed: SeedCluster,
  { flavors, authUrl, now }: SeedPlace,
): KubeObject[] {
  const cluster = clusterManifest(seed);
  const id = managementIdOf(cluster);
  const connected = seed.trouble !== 'lost-agent';
  const progress = { provisioned: true, connected };
  const timed = (conditions: Parameters<typeof withTimes>[0]) =>
    withTimes(conditions, undefined, seed.createdAt);
  const time = new Date(now).toISOString();
  const workers = seed.pools
    .filter(({ roles }) => roles.includes('worker'))
    .reduce((sum, { count }) => sum + count, 0);
  return [
    namespaceOf(id),
    namespaceOf(fleetNamespaceOf(seed.name)),
    ...machineConfigs(seed, authUrl),
    {
      ...cluster,
      status: {
        clusterName: id,
        clientSecretName: `${seed.name}-kubeconfig`,
        fleetWorkspaceName: namespace,
        agentDeployed: true,
        ready: true,
        observedGeneration: 1,
        conditions: timed(clusterConditions(progress)),
      },
    },
    {
      ...managementClusterOf(cluster),
      status: {
        ...figuresOf({
          cluster,
          version: seed.version,
          flavors: flavorsOf(seed, flavors),
          workers,
          load: loadOf(seed.name),
        }),
        certificatesExpiration: certificatesFrom(issuedAt(seed, now)),
        conditions: timed(managementConditions(progress)),
      },
    },
    capiClusterOf(cluster),
    {
      ...controlPlaneOf(cluster),
      status: {
        initialized: true,
        ready: true,
        observedGeneration: 1,
        conditions: timed(controlPlaneConditions(progress)),
      },
    },
    {
      ...fleetClusterOf(cluster),
      status: fleetClusterStatus(seed.name, time),
    },
    ...poolObjects(seed, cluster),
    ...machineObjects(seed),
    ...snapshots(seed, cluster, now),
  ].map(withoutOwners);
}

/** RKE2 renews certificates that are about to expire when it is started anew, which happens now and then. */
function issuedAt({ createdAt, certificatesLeft }: SeedCluster, now: number) {
  if (certificatesLeft !== undefined)
    return now - (365 - certificatesLeft) * day;
  const renewed = 280 * day;
  return now - ((now - createdAt) % renewed);
}

function snapshots(seed: SeedCluster, cluster: Cluster, now: number) {
  const hours = 5 * 3_600_000;
  const upTo = now - (seed.lastSnapshot ?? 0) * day;
  const last = upTo - (upTo % hours);
  return machinesOf(seed)
    .filter(machine => rolesOf(machine).includes('etcd'))
    .flatMap(({ metadata: { name } }) =>
      [last, last - hours].map(at =>
        etcdSnapshotOf({
          cluster,
          node: name,
          machine: '',
          at,
          scheduled: true,
        }),
      ),
    );
}

function namespaceOf(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** An owner is named by an id that only the server gives: without one nobody takes a seed for an orphan. */
function withoutOwners(object: KubeObject): KubeObject {
  const { ownerReferences: _owners, ...metadata } = object.metadata;
  return { ...object, metadata };
}
