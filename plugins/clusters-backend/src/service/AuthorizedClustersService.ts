import type {
  AuditorService,
  AuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  cloudAddonInstallPermission,
  cloudClusterReadPermission,
  type Cluster,
} from '@flytower/cloud-common/clusters';
import { cloudClusterCreatePermission } from '@flytower/cloud-common/projects';
import {
  audited,
  requesterOf,
  type Guard,
  type OwnedResource,
} from '@flytower/cloud-node/guard';
import type { ClusterRequest } from '../create/clusterPlan';
import type {
  AddonRequest,
  AskedBy,
  ClusterQueryParsed,
  ClustersService,
} from './ClustersService';

const mayNotCreate =
  'You may not create clusters in this project. Ask its owner or the platform team.';

export interface AuthorizedClustersServiceOptions {
  inner: ClustersService;
  guard: Guard<OwnedResource>;
  permissions: PermissionsService;
  auditor: AuditorService;
  auth: AuthService;
  /** Ids of the operations that somebody may do, per cluster. */
  allowed(
    credentials: AskedBy['credentials'],
    clusters: Cluster[],
  ): Promise<string[][]>;
}

/** Who may see and do what, and the record of who did; nothing else. */
export class AuthorizedClustersService implements ClustersService {
  private readonly inner: ClustersService;
  private readonly guard: Guard<OwnedResource>;

  constructor(private readonly options: AuthorizedClustersServiceOptions) {
    this.inner = options.inner;
    this.guard = options.guard;
  }

  async list(query: ClusterQueryParsed, { credentials }: AskedBy) {
    const page = await this.inner.list(query, {
      credentials,
      narrow: clusters => this.guard.visible(credentials, clusters),
    });
    const allowed = await this.allowed(page.items, credentials);
    return {
      ...page,
      items: page.items.map((cluster, index) => ({
        ...cluster,
        allowedOperations: allowed[index],
      })),
    };
  }

  find(id: string): Cluster | undefined {
    return this.inner.find(id);
  }

  async get(id: string, { credentials }: AskedBy) {
    await this.require(id, cloudClusterReadPermission, { credentials });
    const cluster = await this.inner.get(id, { credentials });
    const [allowedOperations] = await this.allowed([cluster], credentials);
    return { ...cluster, allowedOperations };
  }

  choices(asker: AskedBy) {
    return this.inner.choices(asker);
  }

  async precheck(input: ClusterRequest, asker: AskedBy) {
    if (await this.mayCreate(input.projectId, asker)) {
      return this.inner.precheck(input, asker);
    }
    return {
      problems: [
        {
          severity: 'blocks' as const,
          field: 'projectId',
          message: mayNotCreate,
        },
      ],
    };
  }

  async create(input: ClusterRequest, asker: AskedBy) {
    const meta = {
      projectId: input.projectId,
      name: input.name,
      version: input.version,
      idempotencyKey: input.idempotencyKey,
    };
    return this.audited(asker, 'cluster-create', meta, async () => {
      if (!(await this.mayCreate(input.projectId, asker))) {
        throw new NotAllowedError(`projectId: ${mayNotCreate}`);
      }
      const cluster = await this.inner.create(input, {
        ...asker,
        requester: this.requester(asker),
      });
      const [allowedOperations] = await this.allowed(
        [cluster],
        asker.credentials,
      );
      return { ...cluster, allowedOperations };
    });
  }

  async precheckAddon(id: string, input: AddonRequest, asker: AskedBy) {
    await this.require(id, cloudAddonInstallPermission, asker);
    return this.inner.precheckAddon(id, input, asker);
  }

  async installAddon(id: string, input: AddonRequest, asker: AskedBy) {
    // values may hold secrets, so they are no part of the record
    const meta = { clusterId: id, addon: input.addon, version: input.version };
    return this.audited(asker, 'addon-install', meta, async () => {
      await this.require(id, cloudAddonInstallPermission, asker);
      return this.inner.installAddon(id, input, {
        ...asker,
        requester: this.requester(asker),
      });
    });
  }

  private async allowed(
    clusters: Cluster[],
    credentials: AskedBy['credentials'],
  ) {
    return this.options.allowed(credentials, clusters);
  }

  private async require(
    id: string,
    permission: typeof cloudClusterReadPermission,
    { credentials }: AskedBy,
  ): Promise<void> {
    const cluster = this.inner.find(id);
    // what is not known may also not have been read yet: the inner service says which of both
    if (!cluster) await this.inner.get(id, { credentials });
    await this.guard.require(credentials, permission, id, cluster);
  }

  /** A cluster is created in a project, so the project's owners decide. */
  private async mayCreate(projectId: string, { credentials }: AskedBy) {
    const [decision] = await this.options.permissions.authorize(
      [{ permission: cloudClusterCreatePermission, resourceRef: projectId }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  private requester({ credentials }: AskedBy): string {
    return requesterOf(this.options.auth, credentials);
  }

  private audited<T>(
    asker: AskedBy,
    eventId: string,
    meta: { [key: string]: string | undefined },
    act: () => Promise<T>,
  ): Promise<T> {
    const { auditor } = this.options;
    const requester = this.requester(asker);
    return audited({ auditor, requester }, { eventId, meta }, act);
  }
}
