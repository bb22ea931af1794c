import { createApiRef } from '@backstage/frontend-plugin-api';
import type { ClustersApi } from '@flytower/cloud-common/clusters';
import type { FunctionsApi } from '@flytower/cloud-common/functions';
import type { ProjectsApi } from '@flytower/cloud-common/projects';

/** The door to OpenStack projects; provided by the projects plugin. @public */
export const projectsApiRef = createApiRef<ProjectsApi>().with({
  id: 'plugin.projects.door',
  pluginId: 'projects',
});

/** The door to Rancher's clusters; provided by the clusters plugin. @public */
export const clustersApiRef = createApiRef<ClustersApi>().with({
  id: 'plugin.clusters.door',
  pluginId: 'clusters',
});

/** The door to Knative functions; provided by the functions plugin. @public */
export const functionsApiRef = createApiRef<FunctionsApi>().with({
  id: 'plugin.functions.door',
  pluginId: 'functions',
});
