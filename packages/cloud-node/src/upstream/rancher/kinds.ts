import { z } from 'zod';
import { conditionWire, defineKind } from '../kubernetes';

const conditions = z.array(conditionWire).default([]);
const quantity = z.union([z.string(), z.number()]).transform(String);
const amounts = z
  .object({ cpu: quantity.optional(), memory: quantity.optional() })
  .optional();

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
                  machineConfigRef: z
                    .object({ kind: z.string(), name: z.string() })
                    .partial()
                    .optional(),
                }),
              )
              .default([]),
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
