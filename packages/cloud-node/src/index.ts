/**
 * What the backend plugins and modules share: the doors, and the parts of which every domain is built.
 * Lists (`/lists`) and the guard (`/guard`) are subpaths, and so are the clients of the upstream systems (`/upstream/…`).
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
export { parseInput } from './requests/parseInput';
