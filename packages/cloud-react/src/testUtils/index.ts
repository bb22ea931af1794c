/** For tests of frontend plugins. @packageDocumentation */
export { errorResponse, fakeDoors, type DoorCall } from './fakeDoors';
export { fakeOperations } from './fakeOperations';
export { aDefinition, aFinding, anOperation } from './operationSamples';
export { renderInCloud } from './renderInCloud';
export { aCluster, aFreshness, aFunction, aPage, aProject } from './samples';
