import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { cloudEntityTypes } from '@flytower/cloud-common';
import { RiShipLine } from '@remixicon/react';
import { clustersApi } from './api';
import { formFields } from './form';
import { clusterRouteRef, clustersRouteRef } from './routes';

const ofClusters = { kind: 'resource', 'spec.type': cloudEntityTypes.cluster };
const ofProjects = { kind: 'system', 'spec.type': cloudEntityTypes.project };

const clustersPage = PageBlueprint.make({
  params: {
    path: '/clusters',
    routeRef: clustersRouteRef,
    title: 'Clusters',
    icon: <RiShipLine />,
    noHeader: true,
    loader: () =>
      import('./components/ClustersRoot').then(m => <m.ClustersRoot />),
  },
});

const clusterCard = EntityCardBlueprint.make({
  name: 'cluster',
  params: {
    filter: ofClusters,
    loader: () =>
      import('./components/ClusterCards').then(m => <m.clusterParts.card />),
  },
});

const clusterContent = EntityContentBlueprint.make({
  name: 'cluster',
  params: {
    path: '/cluster',
    title: 'Cluster',
    group: 'operation',
    filter: ofClusters,
    loader: () =>
      import('./components/ClusterCards').then(m => <m.clusterParts.content />),
  },
});

const projectContent = EntityContentBlueprint.make({
  name: 'project',
  params: {
    path: '/clusters',
    title: 'Clusters',
    group: 'operation',
    filter: ofProjects,
    loader: () =>
      import('./components/ClusterCards').then(m => (
        <m.clusterParts.ofProject />
      )),
  },
});

/** Rancher's clusters: pages, what the catalog shows of each, and fields for templates. @public */
export const clustersPlugin = createFrontendPlugin({
  pluginId: 'clusters',
  title: 'Clusters',
  icon: <RiShipLine />,
  routes: { root: clustersRouteRef, cluster: clusterRouteRef },
  extensions: [
    clustersApi,
    clustersPage,
    clusterCard,
    clusterContent,
    projectContent,
    ...formFields,
  ],
});
