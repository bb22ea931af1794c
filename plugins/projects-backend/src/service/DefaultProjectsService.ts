import { ConflictError } from '@backstage/errors';
import type { Freshness, Page } from '@flytower/cloud-common';
import type {
  CloudResource,
  Organization,
  Project,
  ProjectCapacity,
} from '@flytower/cloud-common/projects';
import type { OpenStackClient } from '@flytower/cloud-node/upstream/openstack';
import type { Narrowing } from '../store/narrowing';
import type {
  ProjectListQuery,
  ProjectReader,
  ResourceListQuery,
} from '../store/ProjectReader';
import type { SourceStates } from '../store/SourceStates';
import { CapacityReader } from './CapacityReader';

/** Answers from the store; only capacity is asked of the cloud itself. */
export class DefaultProjectsService {
  private readonly capacity: CapacityReader;

  constructor(
    private readonly reader: ProjectReader,
    private readonly states: SourceStates,
    clients: OpenStackClient[],
  ) {
    this.capacity = new CapacityReader(clients);
  }

  async list(
    query: ProjectListQuery,
    narrowing: Narrowing,
  ): Promise<Page<Project>> {
    const page = await this.reader.list(query, narrowing);
    return { ...page, freshness: await this.states.freshness() };
  }

  /** In the order of the ids; undefined for what is not known. */
  find(ids: string[]): Promise<(Project | undefined)[]> {
    return this.reader.find(ids);
  }

  async listResources(
    project: Project,
    query: ResourceListQuery,
  ): Promise<Page<CloudResource>> {
    const page = await this.reader.listResources(project.id, query);
    return { ...page, freshness: await this.freshness(project.cloud) };
  }

  async getCapacity(project: Project): Promise<ProjectCapacity> {
    if (!project.enabled) {
      throw new ConflictError(
        `Project "${project.name}" is disabled in ${project.cloud}, so nothing can be created in it`,
      );
    }
    const live = await this.capacity.read(project);
    return {
      ...live,
      freshness: await this.freshness(project.cloud),
    };
  }

  freshness(cloud: string): Promise<Freshness[]> {
    return this.states.freshness(cloud);
  }

  getOrganization(): Promise<Organization> {
    return this.states.organization();
  }
}
