import { z } from 'zod';
import { conditionSchema } from '../shared/conditions';
import { dnsLabelSchema } from '../shared/names';
import { manyOf, pageOf, pageQuerySchema } from '../shared/page';

/**
 * How a cluster is doing, worst first. `agent-lost` says that Rancher no longer hears from it, which is not the same
 * as being down; `unknown` is said when nothing is known.
 *
 * @public
 */
export const clusterStates = [
  'failed',
  'agent-lost',
  'removing',
  'provisioning',
  'updating',
  'degraded',
  'active',
  'unknown',
] as const;

/** A machine of a cluster, from the day it is asked for. @public */
export const nodeSchema = z.object({
  name: z.string(),
  roles: z.array(z.enum(['control-plane', 'etcd', 'worker'])),
  state: z.enum([
    'ready',
    'not-ready',
    'cordoned',
    'provisioning',
    'removing',
    'unknown',
  ]),
  pool: z.string().optional(),
  version: z.string().optional(),
  address: z.string().optional(),
  message: z.string().optional(),
  createdAt: z.string().optional(),
});

/** @public */
export type ClusterNode = z.infer<typeof nodeSchema>;

/** An add-on on a cluster: a Fleet `HelmOp` that the portal made, or what Fleet says of it. @public */
export const installedAddonSchema = z.object({
  name: z.string(),
  chart: z.string(),
  version: z.string(),
  namespace: z.string(),
  state: z.enum(['installing', 'ready', 'failed', 'removing', 'unknown']),
  message: z.string().optional(),
  managed: z.boolean(),
  updatedAt: z.string().optional(),
});

/** @public */
export type InstalledAddon = z.infer<typeof installedAddonSchema>;

/** Machines of a cluster that are alike. @public */
export const machinePoolSchema = z.object({
  name: z.string(),
  roles: z.array(z.enum(['control-plane', 'etcd', 'worker'])),
  desired: z.number().int(),
  ready: z.number().int(),
  flavor: z.string().optional(),
});

/** A snapshot of a cluster's etcd, to go back to. `kubernetesVersion` is what the cluster had then, where it is known. @public */
export const clusterSnapshotSchema = z.object({
  /** Name of the object, which a restore asks for. */
  name: z.string(),
  createdAt: z.string().optional(),
  state: z.enum(['successful', 'failed', 'missing', 'unknown']),
  message: z.string().optional(),
  storage: z.enum(['local', 's3']),
  node: z.string().optional(),
  sizeBytes: z.number().optional(),
  kubernetesVersion: z.string().optional(),
});

/** @public */
export type ClusterSnapshot = z.infer<typeof clusterSnapshotSchema>;

/** A Kubernetes cluster that Rancher manages. @public */
export const clusterSchema = z.object({
  /** `<source>.<name>`, stable for the cluster's life, also before Rancher has given it an id of its own. */
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  description: z.string().default(''),
  /** Name of the Rancher in the portal's configuration. */
  source: z.string(),
  /** Rancher's own id (`c-m-…`), once it has one. */
  rancherId: z.string().optional(),
  entityRef: z.string(),
  projectId: z.string().optional(),
  /** Name and entity ref of the project, when the projects door knows it. */
  projectName: z.string().optional(),
  projectRef: z.string().optional(),
  owner: z.string().optional(),
  owners: z.array(z.string()),
  readers: z.array(z.string()),
  region: z.string().optional(),
  environment: z.string().optional(),
  /** Of its project. */
  tags: z.array(z.string()).optional(),
  state: z.enum(clusterStates),
  /** A sentence on the state: what is being waited for, what failed. */
  message: z.string().optional(),
  version: z.string().optional(),
  /** Where the cluster is being brought to, when that differs from `version`. */
  desiredVersion: z.string().optional(),
  /** Newest version that it could be upgraded to; absent when it is up to date. */
  upgrade: z.string().optional(),
  distribution: z.string().optional(),
  nodes: z.object({ total: z.number().int(), ready: z.number().int() }),
  /** Cores and MiB. */
  capacity: z
    .object({
      cpu: z.number(),
      memoryMiB: z.number(),
      cpuRequested: z.number(),
      memoryRequestedMiB: z.number(),
    })
    .optional(),
  pools: z.array(machinePoolSchema),
  createdAt: z.string().optional(),
  /** Ids of the operations that the asker may do. */
  allowedOperations: z.array(z.string()),
});

/** @public */
export type Cluster = z.infer<typeof clusterSchema>;
/** @public */
export type ClusterState = Cluster['state'];

/** Answer of `GET /clusters`. @public */
export const clusterListSchema = pageOf(clusterSchema);

/** A cluster with all that its page shows. @public */
export const clusterDetailsSchema = clusterSchema.extend({
  conditions: z.array(conditionSchema),
  nodeList: z.array(nodeSchema),
  addons: z.array(installedAddonSchema),
  /** Newest first. */
  snapshots: z.array(clusterSnapshotSchema).default([]),
  /** When the first of its own certificates expires, where Rancher says so. */
  certificatesExpireAt: z.string().optional(),
  /** Where Rancher shows this cluster, for people. */
  links: z.array(z.object({ title: z.string(), url: z.string() })),
});

/** @public */
export type ClusterDetails = z.infer<typeof clusterDetailsSchema>;

/** Filters of `GET /clusters`; facets for owner, state, version, region, environment, tag and source. @public */
export const clusterQuerySchema = pageQuerySchema.extend({
  sort: z
    .enum(['name', 'owner', 'state', 'version', 'nodes', 'createdAt'])
    .default('name'),
  owner: manyOf,
  state: manyOf,
  version: manyOf,
  region: manyOf,
  environment: manyOf,
  tag: manyOf,
  source: manyOf,
  projectId: manyOf,
  reader: manyOf,
});

/** @public */
export type ClusterQuery = z.input<typeof clusterQuerySchema>;

const machinesOf = (count: z.ZodNumber, description: string) =>
  z
    .strictObject({
      count: count.describe('How many nodes'),
      flavor: z.string().min(1).describe('Flavor of each node'),
    })
    .describe(description);

/** What a new cluster is to be; flavor names are of its region. @public */
export const newClusterSchema = z.strictObject({
  projectId: z
    .string()
    .min(1)
    .describe('Id of the project that pays with its quota and owns it'),
  name: dnsLabelSchema
    .max(40, 'must have at most 40 characters')
    .describe('Name, a DNS label, unique in Rancher; it stays'),
  description: z.string().max(500).default('').describe('What it is for'),
  source: z
    .string()
    .optional()
    .describe('Which Rancher; needed only when there are several'),
  region: z.string().min(1).describe('OpenStack region'),
  version: z
    .string()
    .min(1)
    .describe('Kubernetes version, as Rancher lists it'),
  environment: z.string().optional().describe('For example production'),
  controlPlane: machinesOf(
    z
      .number()
      .int()
      .refine(
        n => [1, 3, 5].includes(n),
        'must be 1, 3 or 5, as etcd needs an odd number',
      ),
    'Control plane and etcd: 1, 3 or 5 nodes of one flavor',
  ),
  workers: machinesOf(
    z.number().int().min(1).max(100),
    'Workers: nodes of one flavor',
  ),
  addons: z
    .array(z.string())
    .default([])
    .describe('Add-ons to install on it, each in its newest version'),
});

/** An add-on that can be installed. `defaults` are Helm values. @public */
export const addonSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  chart: z.string(),
  /** Newest first. */
  versions: z.array(z.string()),
  namespace: z.string(),
});

/** @public */
export type Addon = z.infer<typeof addonSchema>;

/** What a new cluster may choose from. @public */
export const clusterChoicesSchema = z.object({
  sources: z.array(z.object({ name: z.string(), title: z.string() })),
  /** Versions that Rancher would accept, newest first; the recommended one is marked. */
  versions: z.array(
    z.object({
      version: z.string(),
      source: z.string(),
      recommended: z.boolean(),
    }),
  ),
  addons: z.array(addonSchema),
});

/** @public */
export type ClusterChoices = z.infer<typeof clusterChoicesSchema>;

/** True once nothing is going on any more, so that nobody needs to poll. @public */
export function isSettled(cluster: Pick<Cluster, 'state'>): boolean {
  return !['provisioning', 'updating', 'removing'].includes(cluster.state);
}
