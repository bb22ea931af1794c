import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { cloudEntityTypes } from '@flytower/cloud-common';
import { RiFlashlightLine } from '@remixicon/react';
import { functionsApi } from './api';
import { formFields } from './form';
import { functionRouteRef, functionsRouteRef } from './routes';

const ofFunctions = {
  kind: 'component',
  'spec.type': cloudEntityTypes.function,
};
const ofProjects = { kind: 'system', 'spec.type': cloudEntityTypes.project };

const functionsPage = PageBlueprint.make({
  params: {
    path: '/functions',
    routeRef: functionsRouteRef,
    title: 'Functions',
    icon: <RiFlashlightLine />,
    noHeader: true,
    loader: () =>
      import('./components/FunctionsRoot').then(m => <m.FunctionsRoot />),
  },
});

const functionCard = EntityCardBlueprint.make({
  name: 'function',
  params: {
    filter: ofFunctions,
    loader: () =>
      import('./components/FunctionCards').then(m => <m.functionParts.card />),
  },
});

const functionContent = EntityContentBlueprint.make({
  name: 'function',
  params: {
    path: '/function',
    title: 'Function',
    group: 'operation',
    filter: ofFunctions,
    loader: () =>
      import('./components/FunctionCards').then(m => (
        <m.functionParts.content />
      )),
  },
});

const projectContent = EntityContentBlueprint.make({
  name: 'project',
  params: {
    path: '/functions',
    title: 'Functions',
    group: 'operation',
    filter: ofProjects,
    loader: () =>
      import('./components/FunctionCards').then(m => (
        <m.functionParts.ofProject />
      )),
  },
});

/** Knative functions: pages, what the catalog shows of each, and fields for templates. @public */
export const functionsPlugin = createFrontendPlugin({
  pluginId: 'functions',
  title: 'Functions',
  icon: <RiFlashlightLine />,
  routes: { root: functionsRouteRef, function: functionRouteRef },
  extensions: [
    functionsApi,
    functionsPage,
    functionCard,
    functionContent,
    projectContent,
    ...formFields,
  ],
});
