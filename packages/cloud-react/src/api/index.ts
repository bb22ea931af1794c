/** The doors as the browser sees them. @packageDocumentation */
export { clustersApiRef, functionsApiRef, projectsApiRef } from './refs';
export { useMyRefs } from './useMyRefs';
