import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Page } from '@flytower/cloud-common';
import type {
  CloudResource,
  Organization,
  Project,
  ProjectAnswer,
  ProjectCapacity,
} from '@flytower/cloud-common/projects';
import type {
  ProjectListQuery,
  ResourceListQuery,
} from '../store/ProjectReader';

export interface AskedBy {
  credentials: BackstageCredentials;
}

/** Projects, in the portal's words. */
export interface ProjectsService {
  list(query: ProjectListQuery, options: AskedBy): Promise<Page<Project>>;
  get(id: string, options: AskedBy): Promise<ProjectAnswer>;
  listResources(
    id: string,
    query: ResourceListQuery,
    options: AskedBy,
  ): Promise<Page<CloudResource>>;
  getCapacity(id: string, options: AskedBy): Promise<ProjectCapacity>;
  getOrganization(options: AskedBy): Promise<Organization>;
}
