import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

export const functionsRouteRef = createRouteRef();

/** The page of one function. */
export const functionRouteRef = createSubRouteRef({
  parent: functionsRouteRef,
  path: '/:id',
});
