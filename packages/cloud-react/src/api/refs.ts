import { createApiRef } from '@backstage/frontend-plugin-api';
import type { ClustersApi } from '@flytower/cloud-common/clusters';
import type { FunctionsApi } from '@flytower/cloud-common/functions';
import type { OperationsApi } from '@flytower/cloud-common/operations';
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

/** Backend plugins that keep operations and findings. @public */
export const operationPlugins = ['projects', 'clusters', 'functions'] as const;
/** @public */
export type OperationPlugin = (typeof operationPlugins)[number];
/** Only what has a door can be asked. @public */
export function asOperationPlugin(name: string): OperationPlugin | undefined {
  return operationPlugins.find(plugin => plugin === name);
}

/** @public */
export type OperationDoors = Record<OperationPlugin, OperationsApi>;

/** The doors to operations and findings; provided by the overview plugin. @public */
export const operationsApiRef = createApiRef<OperationDoors>().with({
  id: 'plugin.cloud-overview.operations',
  pluginId: 'cloud-overview',
});
