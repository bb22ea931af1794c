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
  type Problem,
  type RunContext,
} from './defineOperation';
export { operatingDeps } from './deps';
export type { FoundTarget, TargetSources } from './targetSources';
export { startOperations } from './startOperations';
export type { StartedOperations, TargetGuard } from './surroundings';
export {
  createOperationsScaffolderModule,
  withTemplateActions,
} from './entrances/scaffolderModule';
