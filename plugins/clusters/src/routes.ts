import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

export const clustersRouteRef = createRouteRef();

/** The page of one cluster. */
export const clusterRouteRef = createSubRouteRef({
  parent: clustersRouteRef,
  path: '/:id',
});
