import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiPulseLine } from '@remixicon/react';
import { operationsApi } from './api';
import { overviewRouteRef } from './routes';

const overviewPage = PageBlueprint.make({
  params: {
    path: '/cloud',
    routeRef: overviewRouteRef,
    title: 'My cloud',
    icon: <RiPulseLine />,
    noHeader: true,
    loader: () =>
      import('./components/OverviewRoot').then(m => <m.OverviewRoot />),
  },
});

/** Findings, operations and approvals of all domains. @public */
export const overviewPlugin = createFrontendPlugin({
  pluginId: 'cloud-overview',
  title: 'My cloud',
  icon: <RiPulseLine />,
  routes: { root: overviewRouteRef },
  extensions: [operationsApi, overviewPage],
});
