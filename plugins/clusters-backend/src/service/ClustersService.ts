import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Page, Precheck } from '@flytower/cloud-common';
import type {
  Cluster,
  ClusterAnswer,
  ClusterChoices,
  clusterQuerySchema,
  InstalledAddon,
  newAddonSchema,
} from '@flytower/cloud-common/clusters';
import type { z } from 'zod';
import type { ClusterRequest } from '../create/clusterPlan';

export interface AskedBy {
  credentials: BackstageCredentials;
}

export interface ListOptions extends AskedBy {
  /** Narrows the list, its total and its facets to what the asker may see. */
  narrow?: (clusters: Cluster[]) => Promise<Cluster[]>;
}

export interface ChangeOptions extends AskedBy {
  /** Entity ref of who is to be named in what is written. */
  requester?: string;
}

export type ClusterQueryParsed = z.output<typeof clusterQuerySchema>;
export type AddonRequest = z.output<typeof newAddonSchema>;

/** Clusters, in the portal's words. */
export interface ClustersService {
  list(query: ClusterQueryParsed, options: ListOptions): Promise<Page<Cluster>>;
  /** A cluster with its owners, at once, for who decides about permissions. */
  find(id: string): Cluster | undefined;
  get(id: string, options: AskedBy): Promise<ClusterAnswer>;
  choices(options: AskedBy): Promise<ClusterChoices>;
  precheck(input: ClusterRequest, options: AskedBy): Promise<Precheck>;
  create(input: ClusterRequest, options: ChangeOptions): Promise<Cluster>;
  precheckAddon(
    id: string,
    input: AddonRequest,
    options: AskedBy,
  ): Promise<Precheck>;
  installAddon(
    id: string,
    input: AddonRequest,
    options: ChangeOptions,
  ): Promise<InstalledAddon>;
}
