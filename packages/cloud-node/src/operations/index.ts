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
export type { FoundTarget, TargetSources } from './targetSources';
export { startOperations } from './startOperations';
export type {
  OperationsOptions,
  StartedOperations,
  TargetGuard,
} from './surroundings';
export { registerActions } from './entrances/registerActions';
export {
  createOperationsScaffolderModule,
  withTemplateActions,
} from './entrances/scaffolderModule';
