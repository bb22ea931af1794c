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
export type { FoundTarget, TargetSources } from '../targets/targetSources';
export { startOperations } from './startOperations';
export type { StartedOperations } from './surroundings';
export type { TargetGuard } from '../targets/TargetGuard';
export {
  createOperationsScaffolderModule,
  withTemplateActions,
} from './entrances/scaffolderModule';
