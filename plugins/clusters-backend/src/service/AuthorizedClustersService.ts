import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  cloudClusterReadPermission,
  type Cluster,
} from '@flytower/cloud-common/clusters';
import type { Guard, OwnedResource } from '@flytower/cloud-node/guard';
import type {
  AskedBy,
  ClusterQueryParsed,
  ClustersService,
} from './ClustersService';

export interface AuthorizedClustersServiceOptions {
  inner: ClustersService;
  guard: Guard<OwnedResource>;
  /** Ids of the operations that somebody may do, per cluster. */
  allowed(
    credentials: BackstageCredentials,
    clusters: Cluster[],
  ): Promise<string[][]>;
}

/** Who may see what; nothing else. */
export class AuthorizedClustersService implements ClustersService {
  constructor(private readonly options: AuthorizedClustersServiceOptions) {}

  async list(query: ClusterQueryParsed, { credentials }: AskedBy) {
    const { inner, guard, allowed } = this.options;
    const page = await inner.list(query, {
      credentials,
      narrow: clusters => guard.visible(credentials, clusters),
    });
    const operations = await allowed(credentials, page.items);
    return {
      ...page,
      items: page.items.map((cluster, index) => ({
        ...cluster,
        allowedOperations: operations[index],
      })),
    };
  }

  find(id: string): Cluster | undefined {
    return this.options.inner.find(id);
  }

  async get(id: string, { credentials }: AskedBy) {
    const { inner, guard, allowed } = this.options;
    const known = inner.find(id);
    // what is not known may also not have been read yet: the inner service says which of both
    if (!known) await inner.get(id, { credentials });
    await guard.require(credentials, cloudClusterReadPermission, id, known);
    const cluster = await inner.get(id, { credentials });
    const [allowedOperations] = await allowed(credentials, [cluster]);
    return { ...cluster, allowedOperations };
  }

  choices(asker: AskedBy) {
    return this.options.inner.choices(asker);
  }
}
