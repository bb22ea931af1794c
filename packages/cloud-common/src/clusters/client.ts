import type { z } from 'zod';
import { OperationsClient, type OperationsApi } from '../operations';
import {
  Door,
  pathOf,
  type DoorOptions,
  type DoorRequestOptions,
} from '../shared/door';
import { freshnessSchema } from '../shared/freshness';
import type { Page } from '../shared/page';
import {
  clusterChoicesSchema,
  clusterDetailsSchema,
  clusterListSchema,
  type Cluster,
  type ClusterChoices,
  type ClusterQuery,
} from './schema';

const clusterAnswer = clusterDetailsSchema.extend({
  freshness: freshnessSchema.array(),
});

/** A cluster with all its details, and the freshness of the sources it came from. @public */
export type ClusterAnswer = z.infer<typeof clusterAnswer>;

/** The door to Rancher's clusters, and to the operations that change them. @public */
export interface ClustersApi extends OperationsApi {
  listClusters(
    query?: ClusterQuery,
    options?: DoorRequestOptions,
  ): Promise<Page<Cluster>>;
  getCluster(id: string, options?: DoorRequestOptions): Promise<ClusterAnswer>;
  /** Versions, add-ons and Ranchers to choose from. */
  getChoices(options?: DoorRequestOptions): Promise<ClusterChoices>;
}

/** @public */
export class ClustersClient extends OperationsClient implements ClustersApi {
  private readonly clusters: Door;

  constructor(options: DoorOptions) {
    super('clusters', options);
    this.clusters = new Door('clusters', options);
  }

  listClusters(query: ClusterQuery = {}, options?: DoorRequestOptions) {
    return this.clusters.request(
      { path: '/clusters', query, answer: clusterListSchema },
      options,
    );
  }

  getCluster(id: string, options?: DoorRequestOptions) {
    return this.clusters.request(
      { path: pathOf('clusters', id), answer: clusterAnswer },
      options,
    );
  }

  getChoices(options?: DoorRequestOptions) {
    return this.clusters.request(
      { path: '/choices', answer: clusterChoicesSchema },
      options,
    );
  }
}
