import type { z } from 'zod';
import {
  Door,
  pathOf,
  type DoorOptions,
  type DoorRequestOptions,
} from '../shared/door';
import type { Page } from '../shared/page';
import {
  projectCapacitySchema,
  projectListSchema,
  projectSchema,
  resourceListSchema,
  type CloudResource,
  type Project,
  type ProjectCapacity,
  type ProjectQuery,
  type ResourceQuery,
} from './schema';
import { freshnessSchema } from '../shared/freshness';
import { organizationSchema, type Organization } from './organization';

const projectAnswer = projectSchema.extend({
  freshness: freshnessSchema.array(),
});

/** A project and the freshness of the sources it came from. @public */
export type ProjectAnswer = z.infer<typeof projectAnswer>;

/** The door to OpenStack projects. @public */
export interface ProjectsApi {
  listProjects(
    query?: ProjectQuery,
    options?: DoorRequestOptions,
  ): Promise<Page<Project>>;
  getProject(id: string, options?: DoorRequestOptions): Promise<ProjectAnswer>;
  listResources(
    projectId: string,
    query?: ResourceQuery,
    options?: DoorRequestOptions,
  ): Promise<Page<CloudResource>>;
  /** Read from the source at this moment, as quota that is left must not be old. */
  getCapacity(
    projectId: string,
    options?: DoorRequestOptions,
  ): Promise<ProjectCapacity>;
}

/** Groups and users of the clouds; for the portal's own plugins, not for people. @public */
export interface OrganizationApi {
  getOrganization(options?: DoorRequestOptions): Promise<Organization>;
}

/** @public */
export class ProjectsClient implements ProjectsApi, OrganizationApi {
  private readonly door: Door;

  constructor(options: DoorOptions) {
    this.door = new Door('projects', options);
  }

  listProjects(query: ProjectQuery = {}, options?: DoorRequestOptions) {
    return this.door.request(
      { path: '/projects', query, answer: projectListSchema },
      options,
    );
  }

  getProject(id: string, options?: DoorRequestOptions) {
    return this.door.request(
      { path: pathOf('projects', id), answer: projectAnswer },
      options,
    );
  }

  listResources(
    projectId: string,
    query: ResourceQuery = {},
    options?: DoorRequestOptions,
  ) {
    return this.door.request(
      {
        path: pathOf('projects', projectId, 'resources'),
        query,
        answer: resourceListSchema,
      },
      options,
    );
  }

  getCapacity(projectId: string, options?: DoorRequestOptions) {
    return this.door.request(
      {
        path: pathOf('projects', projectId, 'capacity'),
        answer: projectCapacitySchema,
      },
      options,
    );
  }

  getOrganization(options?: DoorRequestOptions) {
    return this.door.request(
      { path: '/organization', answer: organizationSchema },
      options,
    );
  }
}
