import type { FunctionsService, ProjectsService } from '@flytower/cloud-node';

/** What the actions reach the cloud through. */
export interface Doors {
  functions: FunctionsService;
  projects: ProjectsService;
}
