import { z } from 'zod';
import { conditionWire, defineKind } from '../kubernetes';

const conditions = z.array(conditionWire).default([]);
const quantity = z.union([z.string(), z.number()]).transform(String);
const amounts = z
  .object({ cpu: quantity.optional(), memory: quantity.optional() })
  .optional();

/** What is asked for anew whenever the number rises. */
const generation = z.object({ generation: z.number().default(0) });

/** What is written to have a cluster; the truth about what is wanted. */
export const provisioningCluster = defineKind({
  apiVersion: 'provisioning.cattle.io/v1',
  kind: 'Cluster',
  plural: 'clusters',
  shape: {
    spec: z
      .object({
        kubernetesVersion: z.string().optional(),
        rkeConfig: z
          .object({
            machinePools: z
              .array(
                z.object({
                  name: z.string(),
                  quantity: z.number().default(1),
                  etcdRole: z.boolean().default(false),
                  controlPlaneRole: z.boolean().default(false),
                  workerRole: z.boolean().default(false),
                  drainBeforeDelete: z.boolean().default(false),
                  machineConfigRef: z
                    .object({ kind: z.string(), name: z.string() })
                    .partial()
                    .optional(),
                }),
              )
              .default([]),
            upgradeStrategy: z
              .object({
                controlPlaneConcurrency: z.string().optional(),
                workerConcurrency: z.string().optional(),
                workerDrainOptions: z
                  .object({ enabled: z.boolean().default(false) })
                  .optional(),
              })
              .optional(),
            etcd: z
              .object({
                disableSnapshots: z.boolean().default(false),
                snapshotScheduleCron: z.string().optional(),
                s3: z.unknown().optional(),
              })
              .optional(),
            etcdSnapshotCreate: generation.optional(),
            etcdSnapshotRestore: generation
              .extend({
                name: z.string().optional(),
                restoreRKEConfig: z.string().optional(),
              })
              .optional(),
            rotateCertificates: generation.optional(),
          })
          .optional(),
      })
      .default({}),
    status: z
      .object({
        clusterName: z.string().optional(),
        ready: z.boolean().default(false),
        observedGeneration: z.number().optional(),
        conditions,
      })
      .optional(),
  },
});

export type ProvisioningCluster = z.infer<typeof provisioningCluster.schema>;

/** What Rancher knows of a cluster; its name is the id below `/k8s/clusters/`. */
export const managementCluster = defineKind({
  apiVersion: 'management.cattle.io/v3',
  kind: 'Cluster',
  plural: 'clusters',
  namespaced: false,
  shape: {
    spec: z
      .object({
        displayName: z.string().optional(),
        description: z.string().optional(),
        internal: z.boolean().default(false),
      })
      .prefault({}),
    status: z
      .object({
        conditions,
        provider: z.string().optional(),
        driver: z.string().optional(),
        nodeCount: z.number().optional(),
        version: z
          .object({ gitVersion: z.string().optional() })
          .optional()
          .catch(undefined),
        capacity: amounts,
        requested: amounts,
        certificatesExpiration: z
          .record(z.string(), z.object({ expirationDate: z.string() }))
          .optional()
          .catch(undefined),
      })
      .optional(),
  },
});

export type ManagementCluster = z.infer<typeof managementCluster.schema>;

/** One machine of a cluster, as Cluster API sees it. */
export const machine = defineKind({
  apiVersion: 'cluster.x-k8s.io/v1beta2',
  kind: 'Machine',
  plural: 'machines',
  shape: {
    spec: z.object({
      clusterName: z.string(),
      version: z.string().optional(),
    }),
    status: z
      .object({
        phase: z.string().optional(),
        conditions,
        addresses: z
          .array(z.object({ type: z.string(), address: z.string() }))
          .default([]),
        nodeRef: z.object({ name: z.string() }).optional(),
        nodeInfo: z
          .object({ kubeletVersion: z.string().optional() })
          .optional(),
      })
      .optional(),
  },
});

export type Machine = z.infer<typeof machine.schema>;

/** How far a pool of machines is with being as large as it is to be. */
export const machineDeployment = defineKind({
  apiVersion: 'cluster.x-k8s.io/v1beta2',
  kind: 'MachineDeployment',
  plural: 'machinedeployments',
  shape: {
    spec: z.object({
      clusterName: z.string(),
      replicas: z.number().optional(),
    }),
    status: z
      .object({
        phase: z.string().optional(),
        replicas: z.number().default(0),
        readyReplicas: z.number().default(0),
        upToDateReplicas: z.number().default(0),
      })
      .optional(),
  },
});

export type MachineDeployment = z.infer<typeof machineDeployment.schema>;

/** What Rancher's planner does with the servers of a cluster: snapshots, restores, certificates. */
export const controlPlane = defineKind({
  apiVersion: 'rke.cattle.io/v1',
  kind: 'RKEControlPlane',
  plural: 'rkecontrolplanes',
  shape: {
    spec: z.object({ clusterName: z.string().optional() }).prefault({}),
    status: z
      .object({
        conditions,
        certificateRotationGeneration: z.number().optional(),
        etcdSnapshotCreate: generation.optional(),
        etcdSnapshotCreatePhase: z.string().optional(),
        etcdSnapshotRestore: generation
          .extend({ name: z.string().optional() })
          .optional(),
        etcdSnapshotRestorePhase: z.string().optional(),
      })
      .optional(),
  },
});

export type ControlPlane = z.infer<typeof controlPlane.schema>;

/** A snapshot of etcd, as far as Rancher has heard of it. What it is lies beside `spec`, not in it. */
export const etcdSnapshot = defineKind({
  apiVersion: 'rke.cattle.io/v1',
  kind: 'ETCDSnapshot',
  plural: 'etcdsnapshots',
  shape: {
    spec: z.object({ clusterName: z.string().optional() }).prefault({}),
    snapshotFile: z
      .object({
        name: z.string().optional(),
        nodeName: z.string().optional(),
        location: z.string().optional(),
        createdAt: z.string().optional(),
        size: z.number().optional(),
        status: z.string().optional(),
        message: z.string().optional(),
        metadata: z.string().optional(),
        s3: z.unknown().optional(),
      })
      .prefault({}),
    status: z.object({ missing: z.boolean().default(false) }).optional(),
  },
});

export type EtcdSnapshot = z.infer<typeof etcdSnapshot.schema>;

/** The machines of a pool: what OpenStack is asked for. Its fields lie at the top level, numbers are strings. */
export const openstackConfig = defineKind({
  apiVersion: 'rke-machine-config.cattle.io/v1',
  kind: 'OpenstackConfig',
  plural: 'openstackconfigs',
  shape: {
    region: z.string().optional(),
    flavorName: z.string().optional(),
    tenantId: z.string().optional(),
    tenantName: z.string().optional(),
  },
});

export type OpenstackConfig = z.infer<typeof openstackConfig.schema>;

/** A node as the cluster's own API shows it. */
export const downstreamNode = defineKind({
  apiVersion: 'v1',
  kind: 'Node',
  plural: 'nodes',
  namespaced: false,
  shape: {
    spec: z.object({ unschedulable: z.boolean().default(false) }).prefault({}),
    status: z
      .object({
        conditions,
        addresses: z
          .array(z.object({ type: z.string(), address: z.string() }))
          .default([]),
        nodeInfo: z
          .object({ kubeletVersion: z.string().optional() })
          .optional(),
      })
      .optional(),
  },
});

export type DownstreamNode = z.infer<typeof downstreamNode.schema>;
