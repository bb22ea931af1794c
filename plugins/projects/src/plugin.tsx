import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { cloudEntityTypes } from '@flytower/cloud-common';
import { RiFolder3Line } from '@remixicon/react';
import { projectsApi } from './api';
import { formFields } from './form';
import { projectsRouteRef } from './routes';

const ofProjects = { kind: 'system', 'spec.type': cloudEntityTypes.project };

const projectsPage = PageBlueprint.make({
  params: {
    path: '/projects',
    routeRef: projectsRouteRef,
    title: 'Projects',
    icon: <RiFolder3Line />,
    noHeader: true,
    loader: () =>
      import('./components/ProjectsPage').then(m => <m.ProjectsRoot />),
  },
});

const aboutCard = EntityCardBlueprint.make({
  name: 'about',
  params: {
    filter: ofProjects,
    loader: () =>
      import('./components/ProjectCards').then(m => <m.projectCards.about />),
  },
});

const quotaCard = EntityCardBlueprint.make({
  name: 'quota',
  params: {
    filter: ofProjects,
    loader: () =>
      import('./components/ProjectCards').then(m => <m.projectCards.quota />),
  },
});

const operationsCard = EntityCardBlueprint.make({
  name: 'operations',
  params: {
    filter: ofProjects,
    loader: () =>
      import('./components/ProjectCards').then(m => (
        <m.projectCards.operations />
      )),
  },
});

const membersCard = EntityCardBlueprint.make({
  name: 'members',
  params: {
    filter: ofProjects,
    loader: () =>
      import('./components/ProjectCards').then(m => <m.projectCards.members />),
  },
});

const resourcesContent = EntityContentBlueprint.make({
  name: 'resources',
  params: {
    path: '/resources',
    title: 'Resources',
    group: 'operation',
    filter: ofProjects,
    loader: () =>
      import('./components/ResourcesContent').then(m => <m.ResourcesRoot />),
  },
});

/** OpenStack projects: a page, what the catalog shows of each, and fields for templates. @public */
export const projectsPlugin = createFrontendPlugin({
  pluginId: 'projects',
  title: 'Projects',
  icon: <RiFolder3Line />,
  routes: { root: projectsRouteRef },
  extensions: [
    projectsApi,
    projectsPage,
    aboutCard,
    operationsCard,
    quotaCard,
    membersCard,
    resourcesContent,
    ...formFields,
  ],
});
