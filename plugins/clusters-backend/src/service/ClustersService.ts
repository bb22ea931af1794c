import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Page } from '@flytower/cloud-common';
import type {
  Cluster,
  ClusterAnswer,
  ClusterChoices,
  clusterQuerySchema,
} from '@flytower/cloud-common/clusters';
import type { z } from 'zod';

export interface AskedBy {
  credentials: BackstageCredentials;
}

export interface ListOptions extends AskedBy {
  /** Narrows the list, its total and its facets to what the asker may see. */
  narrow?: (clusters: Cluster[]) => Promise<Cluster[]>;
}

export type ClusterQueryParsed = z.output<typeof clusterQuerySchema>;

/** Clusters, in the portal's words. */
export interface ClustersService {
  list(query: ClusterQueryParsed, options: ListOptions): Promise<Page<Cluster>>;
  /** A cluster with its owners, at once, for who decides about permissions. */
  find(id: string): Cluster | undefined;
  get(id: string, options: AskedBy): Promise<ClusterAnswer>;
  choices(options: AskedBy): Promise<ClusterChoices>;
}
