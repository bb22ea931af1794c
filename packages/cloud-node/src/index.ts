/**
 * What the backend plugins and modules share: the doors, and the parts of which every domain is built.
 * The guard is a subpath (`/guard`), and so are the clients of the upstream systems (`/upstream/…`).
 *
 * @packageDocumentation
 */
export {
  clustersServiceRef,
  functionsServiceRef,
  projectsServiceRef,
  type ClustersService,
  type DoorCredentials,
  type FunctionsService,
  type ProjectsService,
} from './services/doors';
export { createAnnouncer } from './changes/announceChanges';
export { gatherChanges } from './changes/gatherChanges';
export {
  ProjectDirectory,
  type ProjectEntry,
} from './directory/ProjectDirectory';
export { FreshnessTracker } from './freshness/FreshnessTracker';
export { pageItems, type ListRules } from './lists/pageItems';
export { selectIds } from './lists/selectIds';
export { parseInput } from './requests/parseInput';
