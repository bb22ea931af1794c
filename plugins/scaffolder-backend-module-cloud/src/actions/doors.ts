import type {
  ClustersService,
  FunctionsService,
  ProjectsService,
} from '@flytower/cloud-node';

/** What the actions reach the cloud through, and how often they look when they wait. */
export interface Doors {
  clusters: ClustersService;
  functions: FunctionsService;
  projects: ProjectsService;
  everyMs: number;
}
