import { z } from 'zod';
import { freshnessSchema } from '../shared/freshness';
import { manyOf, pageOf, pageQuerySchema } from '../shared/page';

/** Quota of one thing in one region; `limit` -1 means unlimited. Memory in MiB, disk in GiB. @public */
export const quotaItemSchema = z.object({
  region: z.string(),
  name: z.enum([
    'instances',
    'cores',
    'ram',
    'volumes',
    'gigabytes',
    'snapshots',
    'networks',
    'routers',
    'ports',
    'floatingips',
    'securitygroups',
    'securitygrouprules',
  ]),
  limit: z.number(),
  used: z.number(),
});

/** Who holds which Keystone role on the project; `ref` is a catalog entity ref. @public */
export const projectMemberSchema = z.object({
  ref: z.string(),
  kind: z.enum(['group', 'user']),
  name: z.string(),
  roles: z.array(z.string()),
});

/** What templates do in a project, by other domains. @public */
export const projectOperations = ['create-cluster', 'deploy-function'] as const;

/** A Keystone project. @public */
export const projectSchema = z.object({
  /** Keystone's id. */
  id: z.string(),
  name: z.string(),
  description: z.string().default(''),
  /** Name of the OpenStack in the portal's configuration. */
  cloud: z.string(),
  domain: z.string(),
  enabled: z.boolean(),
  regions: z.array(z.string()),
  tags: z.array(z.string()),
  /** From the tag `env:<name>`, if there is one. */
  environment: z.string().optional(),
  /** Catalog entity ref of this project, stable for its life. */
  entityRef: z.string(),
  /** Entity ref of the group that owns it; absent when nobody does. */
  owner: z.string().optional(),
  /** Everybody who may operate it: entity refs. */
  owners: z.array(z.string()),
  /** Everybody who may see it, owners included: entity refs. */
  readers: z.array(z.string()),
  members: z.array(projectMemberSchema),
  counts: z.object({
    servers: z.number(),
    volumes: z.number(),
    networks: z.number(),
  }),
  quota: z.array(quotaItemSchema),
  /** Ids of the operations that the asker may do in it. */
  allowedOperations: z.array(z.string()),
});

/** @public */
export type Project = z.infer<typeof projectSchema>;
/** @public */
export type QuotaItem = z.infer<typeof quotaItemSchema>;
/** @public */
export type ProjectMember = z.infer<typeof projectMemberSchema>;

/** Answer of `GET /projects`. @public */
export const projectListSchema = pageOf(projectSchema);

/** Filters of `GET /projects`; facets are given for owner, region, environment and cloud. @public */
export const projectQuerySchema = pageQuerySchema.extend({
  sort: z
    .enum(['name', 'owner', 'environment', 'cloud', 'servers'])
    .default('name'),
  owner: manyOf,
  region: manyOf,
  environment: manyOf,
  cloud: manyOf,
  /** Projects that one of these entity refs owns or is a member of: *mine*, when they are the asker's. */
  reader: manyOf,
});

/** @public */
export type ProjectQuery = z.input<typeof projectQuerySchema>;

/** Something in a project: a server, volume, network or image. Not a catalog entity. @public */
export const resourceSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  cloud: z.string(),
  region: z.string(),
  type: z.enum(['server', 'volume', 'network', 'image']),
  name: z.string(),
  /** The upstream's own word, lower case: `active`, `shutoff`, `error`, `in-use` … */
  state: z.string(),
  health: z.enum(['ok', 'busy', 'off', 'failed', 'unknown']),
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
  /** What this type is compared by, for people: flavor, addresses, size. Plain text, field allow-listed. */
  details: z.record(z.string(), z.string()),
  /** Ids of the operations that the asker may do with it. */
  allowedOperations: z.array(z.string()).default([]),
});

/** @public */
export type CloudResource = z.infer<typeof resourceSchema>;

/** Answer of `GET /projects/:id/resources`. @public */
export const resourceListSchema = pageOf(resourceSchema);

/** Filters of `GET /projects/:id/resources`; facets for type, region and state. @public */
export const resourceQuerySchema = pageQuerySchema.extend({
  sort: z
    .enum(['name', 'type', 'state', 'region', 'createdAt'])
    .default('name'),
  type: manyOf,
  region: manyOf,
  state: manyOf,
});

/** @public */
export type ResourceQuery = z.input<typeof resourceQuerySchema>;

/** A Nova flavor that the project may use. `ramMiB`, `diskGiB`. @public */
export const flavorSchema = z.object({
  id: z.string(),
  name: z.string(),
  region: z.string(),
  vcpus: z.number(),
  ramMiB: z.number(),
  diskGiB: z.number(),
});

/** @public */
export type Flavor = z.infer<typeof flavorSchema>;

/** What somebody who wants to create something in a project may choose from, and what is left of its quota. @public */
export const projectCapacitySchema = z.object({
  projectId: z.string(),
  regions: z.array(z.string()),
  flavors: z.array(flavorSchema),
  quota: z.array(quotaItemSchema),
  /** A region that does not answer has its last known quota; then this says since when. */
  freshness: z.array(freshnessSchema).optional(),
});

/** @public */
export type ProjectCapacity = z.infer<typeof projectCapacitySchema>;
