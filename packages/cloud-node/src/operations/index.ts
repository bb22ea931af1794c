/**
 * One change that somebody asks for, defined once and reachable everywhere.
 *
 * @packageDocumentation
 */
export {
  defineOperation,
  type DefinedOperation,
  type Observation,
  type OperationContext,
  type OperationSpec,
  type RunContext,
} from './defineOperation';
export { operatingDeps } from './deps';
export type { FoundTarget, TargetSources } from '../targets/targetSources';
export { startOperations } from './startOperations';
export type { StartedOperations } from './surroundings';
export {
  createOperationsScaffolderModule,
  withTemplateActions,
} from './entrances/scaffolderModule';
