/** The doors as the browser sees them. @packageDocumentation */
export {
  asOperationPlugin,
  clustersApiRef,
  functionsApiRef,
  operationsApiRef,
  projectsApiRef,
  type OperationPlugin,
} from './refs';
export { useAllowedInProject } from './useAllowedInProject';
export { useMyRefs } from './useMyRefs';
