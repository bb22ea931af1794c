import type { z } from 'zod';
import {
  Door,
  pathOf,
  type DoorOptions,
  type DoorRequestOptions,
} from '../shared/door';
import { freshnessSchema } from '../shared/freshness';
import type { Page } from '../shared/page';
import { precheckSchema, type Precheck } from '../shared/precheck';
import {
  clusterChoicesSchema,
  clusterDetailsSchema,
  clusterListSchema,
  clusterSchema,
  installedAddonSchema,
  type Cluster,
  type ClusterChoices,
  type ClusterQuery,
  type InstalledAddon,
  type NewAddon,
  type NewCluster,
} from './schema';

const clusterAnswer = clusterDetailsSchema.extend({
  freshness: freshnessSchema.array(),
});

/** A cluster with all its details, and the freshness of the sources it came from. @public */
export type ClusterAnswer = z.infer<typeof clusterAnswer>;

/** The door to Rancher's clusters. @public */
export interface ClustersApi {
  listClusters(
    query?: ClusterQuery,
    options?: DoorRequestOptions,
  ): Promise<Page<Cluster>>;
  getCluster(id: string, options?: DoorRequestOptions): Promise<ClusterAnswer>;
  /** Versions, add-ons and Ranchers to choose from. */
  getChoices(options?: DoorRequestOptions): Promise<ClusterChoices>;
  /** What stands against creating this cluster, in sentences; sends nothing upstream. */
  precheckCluster(
    input: NewCluster,
    options?: DoorRequestOptions,
  ): Promise<Precheck>;
  createCluster(
    input: NewCluster,
    options?: DoorRequestOptions,
  ): Promise<Cluster>;
  precheckAddon(
    id: string,
    input: NewAddon,
    options?: DoorRequestOptions,
  ): Promise<Precheck>;
  /** Installing what is already there in the same version and values answers with what is there. */
  installAddon(
    id: string,
    input: NewAddon,
    options?: DoorRequestOptions,
  ): Promise<InstalledAddon>;
}

/** @public */
export class ClustersClient implements ClustersApi {
  private readonly door: Door;

  constructor(options: DoorOptions) {
    this.door = new Door('clusters', options);
  }

  listClusters(query: ClusterQuery = {}, options?: DoorRequestOptions) {
    return this.door.request(
      { path: '/clusters', query, answer: clusterListSchema },
      options,
    );
  }

  getCluster(id: string, options?: DoorRequestOptions) {
    return this.door.request(
      { path: pathOf('clusters', id), answer: clusterAnswer },
      options,
    );
  }

  getChoices(options?: DoorRequestOptions) {
    return this.door.request(
      { path: '/choices', answer: clusterChoicesSchema },
      options,
    );
  }

  precheckCluster(input: NewCluster, options?: DoorRequestOptions) {
    return this.door.request(
      {
        method: 'POST',
        path: '/clusters/precheck',
        body: input,
        answer: precheckSchema,
      },
      options,
    );
  }

  createCluster(input: NewCluster, options?: DoorRequestOptions) {
    return this.door.request(
      { method: 'POST', path: '/clusters', body: input, answer: clusterSchema },
      options,
    );
  }

  precheckAddon(id: string, input: NewAddon, options?: DoorRequestOptions) {
    return this.door.request(
      {
        method: 'POST',
        path: pathOf('clusters', id, 'addons', 'precheck'),
        body: input,
        answer: precheckSchema,
      },
      options,
    );
  }

  installAddon(id: string, input: NewAddon, options?: DoorRequestOptions) {
    return this.door.request(
      {
        method: 'POST',
        path: pathOf('clusters', id, 'addons'),
        body: input,
        answer: installedAddonSchema,
      },
      options,
    );
  }
}
