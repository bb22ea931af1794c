import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  type ConditionTransformer,
} from '@backstage/plugin-permission-node';
import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import type { Page } from '@flytower/cloud-common';
import {
  cloudClusterCreatePermission,
  cloudFunctionDeployPermission,
  cloudProjectReadPermission,
  type CloudResource,
  type Organization,
  type Project,
  type ProjectAnswer,
  type ProjectCapacity,
} from '@flytower/cloud-common/projects';
import {
  projectResourceRef,
  type Guard,
  type OwnedQuery,
  type OwnedResource,
} from '@flytower/cloud-node/guard';
import type { StartedOperations } from '@flytower/cloud-node/operations';
import type { Narrowing } from '../store/narrowing';
import type {
  ProjectListQuery,
  ResourceListQuery,
} from '../store/ProjectReader';
import type { DefaultProjectsService } from './DefaultProjectsService';
import type { AskedBy, ProjectsService } from './ProjectsService';

/** Done in a project, by the backends of clusters and functions. */
const elsewhere = {
  'create-cluster': cloudClusterCreatePermission,
  'deploy-function': cloudFunctionDeployPermission,
} as const;

/** Answers only what the asker may know, and says of each project what they may do in it. */
export class AuthorizedProjectsService implements ProjectsService {
  private readonly toQuery: ConditionTransformer<OwnedQuery>;

  private readonly projects: DefaultProjectsService;
  private readonly guard: Guard<OwnedResource>;

  constructor(
    private readonly options: {
      projects: DefaultProjectsService;
      guard: Guard<OwnedResource>;
      permissionsRegistry: PermissionsRegistryService;
      allowed: StartedOperations['allowed'];
    },
  ) {
    const { permissionsRegistry } = options;
    this.projects = options.projects;
    this.guard = options.guard;
    this.toQuery = createConditionTransformer(
      permissionsRegistry.getPermissionRuleset(projectResourceRef),
    );
  }

  async list(query: ProjectListQuery, by: AskedBy): Promise<Page<Project>> {
    const page = await this.projects.list(query, await this.narrowing(by));
    return { ...page, items: await this.withOperations(page.items, by) };
  }

  async get(id: string, by: AskedBy): Promise<ProjectAnswer> {
    const project = await this.readable(id, by);
    const [answer] = await this.withOperations([project], by);
    return {
      ...answer,
      freshness: await this.projects.freshness(project.cloud),
    };
  }

  async listResources(
    id: string,
    query: ResourceListQuery,
    by: AskedBy,
  ): Promise<Page<CloudResource>> {
    const project = await this.readable(id, by);
    const page = await this.projects.listResources(project, query);
    const [allowed] = await this.options.allowed(by.credentials, 'server', [
      project,
    ]);
    return {
      ...page,
      items: page.items.map(item =>
        item.type === 'server' ? { ...item, allowedOperations: allowed } : item,
      ),
    };
  }

  async getCapacity(id: string, by: AskedBy): Promise<ProjectCapacity> {
    return this.projects.getCapacity(await this.readable(id, by));
  }

  /** Who works here is no secret among those who are signed in: the catalog shows it to all of them. */
  getOrganization(): Promise<Organization> {
    return this.projects.getOrganization();
  }

  private async readable(id: string, by: AskedBy): Promise<Project> {
    const [project] = await this.projects.find([id]);
    return this.guard.require(
      by.credentials,
      cloudProjectReadPermission,
      id,
      project,
    );
  }

  private async narrowing(by: AskedBy): Promise<Narrowing> {
    const [decision] = await this.guard.decide(by.credentials, [
      cloudProjectReadPermission,
    ]);
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      return this.toQuery(decision.conditions);
    }
    return decision.result === AuthorizeResult.ALLOW ? 'all' : 'none';
  }

  private async withOperations(
    items: Project[],
    by: AskedBy,
  ): Promise<Project[]> {
    if (items.length === 0) return items;
    const { credentials } = by;
    const [theirs, ours] = await Promise.all([
      this.guard.allowedOperations(credentials, items, elsewhere),
      this.options.allowed(credentials, 'project', items),
    ]);
    return items.map((item, index) => ({
      ...item,
      allowedOperations: item.enabled ? [...theirs[index], ...ours[index]] : [],
    }));
  }
}
